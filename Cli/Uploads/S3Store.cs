using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Cli.Uploads;

/// <summary>A bucket of S3 or of a store that speaks like it.</summary>
internal sealed class S3Store : IObjectStore
{
    /// <summary>Of one request; larger files need a tool that sends parts.</summary>
    private const long LargestFile = 5L << 30;

    private readonly UploadOptions _options;
    private readonly AmazonS3Client _client;

    public S3Store(UploadOptions options, Func<string, string?> variable)
    {
        _options = options;
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.ForcePathStyle,
            // Stores that only speak like S3 know the older checksums alone.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        var region = options.Region ?? variable("AWS_REGION") ?? variable("AWS_DEFAULT_REGION") ?? "us-east-1";
        if (options.Endpoint is { } endpoint)
            (config.ServiceURL, config.AuthenticationRegion) = (endpoint.ToString(), region);
        else
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);

        // Without these, the SDK looks where it always does: profiles, web identity, the machine's role.
        _client = variable("AWS_ACCESS_KEY_ID") is { Length: > 0 } id && variable("AWS_SECRET_ACCESS_KEY") is { Length: > 0 } secret
            ? new AmazonS3Client(Credentials(id, secret, variable("AWS_SESSION_TOKEN")), config)
            : new AmazonS3Client(config);
    }

    public async Task<RemoteObject?> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var found = await _client.GetObjectMetadataAsync(_options.Bucket, key, cancellationToken);
            var tag = found.ETag?.Trim('"');
            return new RemoteObject(found.ContentLength, tag?.Length == 32 ? tag : null); // The tag of an object in parts is no MD5.
        }
        catch (AmazonS3Exception refusal) when (refusal.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonClientException fault)
        {
            throw Failed("look for", key, fault);
        }
        catch (AmazonServiceException fault)
        {
            throw Failed("look for", key, fault);
        }
    }

    public async Task PutAsync(string key, string path, IProgress<long> progress, CancellationToken cancellationToken)
    {
        if (new FileInfo(path).Length > LargestFile)
            throw new CliException($"'{path}' is larger than 5 GiB, which one request cannot send; upload it with a tool of your store and give its address in the manifest.");

        var request = new PutObjectRequest
        {
            BucketName = _options.Bucket,
            Key = key,
            FilePath = path,
            UseChunkEncoding = false,
            CannedACL = _options.IsPublic ? S3CannedACL.PublicRead : null,
            StreamTransferProgress = (_, transfer) => progress.Report(transfer.TransferredBytes),
        };
        try
        {
            await _client.PutObjectAsync(request, cancellationToken);
        }
        catch (Exception fault) when (fault is AmazonClientException or AmazonServiceException)
        {
            throw Failed("upload", key, fault);
        }
    }

    public string AddressOf(string key, bool isPublic) => isPublic
        ? $"{(_options.Endpoint ?? new Uri("https://s3.amazonaws.com")).GetLeftPart(UriPartial.Authority)}/{_options.Bucket}/{key}"
        : $"s3a://{_options.Bucket}/{key}";

    public void Dispose() => _client.Dispose();

    private static AWSCredentials Credentials(string id, string secret, string? token) =>
        string.IsNullOrEmpty(token) ? new BasicAWSCredentials(id, secret) : new SessionAWSCredentials(id, secret, token);

    private CliException Failed(string verb, string key, Exception fault) => fault is AmazonS3Exception { ErrorCode: "NoSuchBucket" } ? new CliException(
        $"there is no bucket s3://{_options.Bucket}; create it, or correct --upload-to.", cause: fault) : new CliException(
        $"cannot {verb} s3://{_options.Bucket}/{key}: {fault.Message.TrimEnd('.')}; check credentials (AWS_ACCESS_KEY_ID or a profile), --upload-to-region and --upload-to-endpoint.", cause: fault);
}
