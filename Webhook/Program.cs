using Shared.Hosting;
using Webhook;
using Webhook.Certificates;
using Webhook.Registration;

var process = new HostedProcess("Webhook", "Admission webhooks of the Spark operator: defaults, validation, pods.", "Webhook", WebhookOptions.All);
return await process.RunAsync(args, async (values, stopping) =>
{
    if (values.Switch(WebhookOptions.PrintConfigurations))
    {
        await Console.Out.WriteLineAsync(WebhookConfigurations.For(RegistrationOptions.From(values)).ToJsonString());
        return;
    }

    var options = WebhookOptions.From(values);
    if (values.Switch(WebhookOptions.SelfSignedCertificate))
        SelfSignedCertificate.EnsureIn(options.CertificateDirectory, options.CertificateHosts, TimeProvider.System);

    await using var host = new WebhookHost(options, ApiServer.To(options), TimeProvider.System);
    await host.StartAsync(stopping);
    await host.Ready(stopping);
    HostedProcess.AnnounceReady(host.Url);
    await host.ServeAsync(stopping);
    await host.StopAsync();
});
