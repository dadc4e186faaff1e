using System.Globalization;
using Shared.Contracts.Core;

namespace Shared.Submission.Steps;

/// <summary>CPU, memory and devices of the main container. Source: <c>BasicDriverFeatureStep</c>, <c>BasicExecutorFeatureStep</c>.</summary>
internal static class PodResources
{
    /// <param name="template">What is kept, apart from CPU and memory.</param>
    /// <param name="context">The settings.</param>
    /// <param name="role"><c>driver</c> or <c>executor</c>.</param>
    /// <param name="memory">Request and limit.</param>
    /// <param name="cores">CPU request when no other is set.</param>
    public static ResourceRequirements Of(ResourceRequirements? template, StepContext context, string role, Quantity memory, int cores)
    {
        var conf = context.Conf;
        var limitKey = $"spark.kubernetes.{role}.limit.cores";
        Quantity request = conf.Text($"spark.kubernetes.{role}.request.cores") ?? cores.ToString(CultureInfo.InvariantCulture);

        // Spark passes any text on; that it is an amount is checked with the application, and by the API server.
        var limits = new List<KeyValuePair<string, Quantity>> { new("memory", memory) };
        if (conf.Text(limitKey) is { } limit)
            limits.Add(new("cpu", limit));

        return (template ?? new ResourceRequirements()) with
        {
            Requests = Maps.Merge(template?.Requests, [new("cpu", request), new("memory", memory)]),
            Limits = Maps.Merge(template?.Limits, limits.Concat(Devices(context, role))),
        };
    }

    // spark.driver.resource.gpu.amount=2 with vendor nvidia.com becomes the limit nvidia.com/gpu: 2.
    private static List<KeyValuePair<string, Quantity>> Devices(StepContext context, string role)
    {
        var prefix = $"spark.{role}.resource.";
        var devices = new List<KeyValuePair<string, Quantity>>();
        foreach (var name in context.Conf.WithPrefix(prefix).Select(setting => setting.Key.Split('.')[0]).Distinct().ToList())
        {
            var key = $"{prefix}{name}.amount";
            if (context.Conf.Raw(key) is not { } text)
            {
                context.Errors.Add(key, "is missing; say how many are wanted.");
                continue;
            }

            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount))
                context.Errors.Add(key, $"'{text}' is not a whole number.");
            else if (amount > 0 && context.Conf.Raw($"{prefix}{name}.vendor") is not { Length: > 0 })
                context.Errors.Add($"{prefix}{name}.vendor", "is missing; Kubernetes needs it, such as nvidia.com.");
            else if (amount > 0)
                devices.Add(new($"{context.Conf.Raw($"{prefix}{name}.vendor")}/{name}", text));
        }

        return devices;
    }
}
