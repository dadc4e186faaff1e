using Shared.Hosting;
using Webhook;
using Webhook.Registration;

return await WebhookCommand.Process.RunAsync(args, async (values, stopping) =>
{
    if (values.Switch(WebhookCommand.PrintConfigurations))
    {
        await Console.Out.WriteLineAsync(WebhookConfigurations.For(RegistrationOptions.From(values)).ToJsonString());
        return;
    }

    var options = WebhookOptions.From(values, runsInPod: Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is not null);
    await using var host = new WebhookHost(options, meters => ApiServer.To(options, meters), TimeProvider.System);
    await host.StartAsync(stopping);
    await host.Ready(stopping);
    HostedProcess.AnnounceReady(host.Url);
    await host.ServeAsync(stopping);
    await host.StopAsync();
});
