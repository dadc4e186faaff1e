using System.CommandLine;
using System.CommandLine.Parsing;
using Cli.Uploads;

namespace Cli.Commands;

/// <summary>The flags of <c>create</c> that say where local dependencies go; named as those of the sparkctl of old.</summary>
internal sealed class UploadFlags
{
    private readonly Option<Uri?> _location = new("--upload-to", "-u") { Description = "Upload local dependencies to this bucket: s3://BUCKET or gs://BUCKET.", CustomParser = ParseLocation };
    private readonly Option<string?> _prefix = new("--upload-prefix", "-p") { Description = "First part of the keys of uploaded files." };
    private readonly Option<string?> _region = new("--upload-to-region", "-r") { Description = "Region of an S3 bucket. Default: $AWS_REGION, else us-east-1." };
    private readonly Option<Uri?> _endpoint = new("--upload-to-endpoint", "-e") { Description = "Address of the store. Default: the provider's own.", CustomParser = ParseEndpoint };
    private readonly Option<bool> _public = new("--public", "-c") { Description = "Everybody may read what is uploaded." };
    private readonly Option<bool> _pathStyle = new("--s3-force-path-style") { Description = "Put the bucket into the path, not into the host name." };
    private readonly Option<bool> _override = new("--override", "-o") { Description = "Replace files that are there already." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _location, _prefix, _region, _endpoint, _public, _pathStyle, _override })
            command.Add(option);
    }

    /// <summary>Null without <c>--upload-to</c>.</summary>
    public UploadOptions? Read(ParseResult parsed) => parsed.GetValue(_location) is { } location
        ? new UploadOptions(location, parsed.GetValue(_prefix) ?? "", parsed.GetValue(_region), parsed.GetValue(_endpoint),
            parsed.GetValue(_public), parsed.GetValue(_pathStyle), parsed.GetValue(_override))
        : null;

    private static Uri? ParseLocation(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var location) && location.Scheme is "s3" or "s3a" or "gs" && location is { Host.Length: > 0, AbsolutePath: "/" or "" })
            return location;

        result.AddError(location is { Scheme: "s3" or "s3a" or "gs" }
            ? $"'{text}' is more than a bucket; write s3://BUCKET and put the rest into --upload-prefix"
            : $"unsupported upload location URL scheme: {location?.Scheme ?? text}; write s3://BUCKET or gs://BUCKET");
        return null;
    }

    private static Uri? ParseEndpoint(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https")
            return endpoint;

        result.AddError($"'{text}' is no address; write https://HOST");
        return null;
    }
}
