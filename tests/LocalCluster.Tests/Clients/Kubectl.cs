namespace LocalCluster.Tests.Clients;

/// <summary>The real kubectl in one namespace. Arguments are split at blanks; <c>~</c> stands for a blank inside of one.</summary>
public sealed class Kubectl(ServedCluster cluster, string @namespace)
{
    public string Namespace => @namespace;

    public async Task<string> MustAsync(string arguments, string? input = null)
    {
        var (code, output, errors) = await RunAsync(arguments, input);
        code.Should().Be(0, "kubectl {0} must succeed, but said: {1}{2}", arguments, output, errors);
        return output;
    }

    /// <summary>The error of a command that must fail with this exit code.</summary>
    public async Task<string> MustFailAsync(string arguments, string? input = null, int code = 1)
    {
        var (actual, output, errors) = await RunAsync(arguments, input);
        actual.Should().Be(code, "kubectl {0} must fail, but said: {1}{2}", arguments, output, errors);
        return errors;
    }

    public Task<(int Code, string Output, string Errors)> RunAsync(string arguments, string? input = null) =>
        // What begins with a brace is JSON to kubectl, whatever follows.
        cluster.RunAsync("kubectl", ["--namespace", @namespace, .. arguments.Split(' ').Select(argument => argument.Replace('~', ' '))], input is null ? null : $"---\n{input}");

    /// <summary>Applies YAML; returns what kubectl says.</summary>
    public Task<string> ApplyAsync(string yaml, string options = "") => MustAsync($"apply{(options.Length == 0 ? "" : " " + options)} -f -", yaml);

    /// <summary>A pod with one container <c>c</c>; annotations as in YAML.</summary>
    public static string Pod(string name, string annotations = "", string restartPolicy = "Always", string labels = "") => $$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: {{name}}, labels: { {{labels}} }, annotations: { {{annotations}} } }
        spec: {restartPolicy: {{restartPolicy}}, terminationGracePeriodSeconds: 1, containers: [{name: c, image: 'busybox:1'} ] }

        """;

    public static string Map(string name, string value) => $"{{ apiVersion: v1, kind: ConfigMap, metadata: {{ name: {name} }}, data: {{ key: '{value}' }} }}";
}
