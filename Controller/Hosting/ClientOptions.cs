using Kubernetes.Client.Connection;
using Shared.Hosting.Options;

namespace Controller.Hosting;

/// <summary>How much may reach the API server. A limit that an existing chart sets is kept, and told of where it slows us down.</summary>
internal static class ClientOptions
{
    private static readonly KubernetesClientOptions Default = new();

    public static KubernetesClientOptions From(OptionValues values) => Default with
    {
        RequestsPerSecond = values.Number(ControllerCommand.RequestsPerSecond, 0, 1_000_000) ?? Default.RequestsPerSecond,
        Burst = values.Integer(ControllerCommand.Burst, 1, 1_000_000) ?? Default.Burst,
    };

    public static IEnumerable<string> Notes(OptionValues values)
    {
        var (chosen, usual) = (From(values).RequestsPerSecond, Default.RequestsPerSecond);
        if (values.IsGiven(ControllerCommand.RequestsPerSecond) && chosen > 0 && chosen < usual)
            yield return $"--{ControllerCommand.RequestsPerSecond} {chosen} is kept: at about twenty requests an application that is {chosen * 3:0} applications a minute; leave it out for {usual} requests a second.";
    }
}
