namespace Cli.Uploads;

/// <summary>Where dependencies go; the flags of <c>create</c>.</summary>
/// <param name="Location"><c>s3://bucket</c> or <c>gs://bucket</c>.</param>
/// <param name="Prefix">First elements of every key; may be empty.</param>
/// <param name="Region">Of an S3 bucket; null leaves it to the environment.</param>
/// <param name="Endpoint">Null is the provider's own.</param>
/// <param name="IsPublic">Everybody may read what is uploaded.</param>
/// <param name="ForcePathStyle">The bucket in the path instead of the host name.</param>
/// <param name="Override">Replace what is there.</param>
internal sealed record UploadOptions(
    Uri Location, string Prefix, string? Region, Uri? Endpoint, bool IsPublic, bool ForcePathStyle, bool Override)
{
    public string Bucket => Location.Host;

    /// <summary><c>PREFIX/NAMESPACE/APPLICATION/FILE</c>, as the sparkctl of old had it.</summary>
    public string KeyOf(string @namespace, string application, string path) =>
        string.Join('/', new[] { Prefix.Trim('/'), @namespace, application, Path.GetFileName(path) }.Where(part => part.Length > 0));
}
