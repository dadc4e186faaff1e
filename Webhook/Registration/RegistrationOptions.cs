using System.Globalization;
using Shared.Hosting;
using Shared.Hosting.Options;

namespace Webhook.Registration;

/// <summary>How the API server reaches the webhook, and when it calls it.</summary>
internal sealed record RegistrationOptions
{
    public string MutatingName { get; init; } = "spark-operator-webhook";

    public string ValidatingName { get; init; } = "spark-operator-webhook";

    /// <summary>Address without a path; instead of a Service.</summary>
    public string? Url { get; init; }

    public string? ServiceName { get; init; }

    public string ServiceNamespace { get; init; } = "spark-operator";

    public int ServicePort { get; init; } = 9443;

    /// <summary>PEM, as bytes; absent when something else, such as cert-manager, puts it in.</summary>
    public byte[]? CaBundle { get; init; }

    public string FailurePolicy { get; init; } = "Fail";

    public int TimeoutSeconds { get; init; } = 10;

    /// <summary>Empty: all.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    public static RegistrationOptions From(OptionValues values)
    {
        var (url, service) = (values.Text(WebhookCommand.Url), values.Text(WebhookCommand.ServiceName));
        if (url is null == service is null)
            throw new UsageException("--print-configurations needs either --url https://HOST:PORT or --webhook-svc-name NAME.");
        if (url is not null && (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme != Uri.UriSchemeHttps))
            throw new UsageException($"--url: '{url}' is not an address such as https://127.0.0.1:9443.");
        var policy = values.Text(WebhookCommand.FailurePolicy);
        if (policy is not ("Fail" or "Ignore"))
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--failure-policy: '{policy}' is neither Fail nor Ignore."));
        return new RegistrationOptions
        {
            MutatingName = values.Required(WebhookCommand.MutatingName),
            ValidatingName = values.Text(WebhookCommand.ValidatingName) ?? values.Required(WebhookCommand.MutatingName),
            Url = url?.TrimEnd('/'),
            ServiceName = service,
            ServiceNamespace = values.Required(WebhookCommand.ServiceNamespace),
            ServicePort = values.Integer(WebhookCommand.ServicePort, 1, 65535)!.Value,
            CaBundle = values.Text(WebhookCommand.CaFile) is { } file ? Read(file) : null,
            FailurePolicy = policy,
            TimeoutSeconds = values.Integer(WebhookCommand.TimeoutSeconds, 1, 30)!.Value,
            Namespaces = values.Namespaces(WebhookCommand.Namespaces),
        };
    }

    private static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--ca-file: '{file}' cannot be read: {exception.Message}", exception);
        }
    }
}
