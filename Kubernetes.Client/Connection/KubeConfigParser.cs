using System.Collections.Immutable;
using Kubernetes.Client.Manifests;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Kubernetes.Client.Connection;

/// <summary>Text to <see cref="KubeConfigDocument"/>. Fields that we do not know are skipped: newer kubectl versions add some.</summary>
internal static class KubeConfigParser
{
    public static KubeConfigDocument Parse(string file, string text)
    {
        var root = Root(file, text);
        if (root is null)
            return new KubeConfigDocument();

        if (root.Text("kind") is { } kind && kind != "Config")
            throw new KubeConfigException($"kubeconfig {file} holds kind '{kind}'; a kubeconfig has 'kind: Config'.");

        return new KubeConfigDocument
        {
            CurrentContext = root.Text("current-context"),
            Clusters = Entries(root, "clusters", "cluster", Cluster),
            Users = Entries(root, "users", "user", User),
            Contexts = Entries(root, "contexts", "context", context => new ContextEntry(context.Text("cluster"), context.Text("user"), context.Text("namespace"))),
        };
    }

    private static YamlSection? Root(string file, string text)
    {
        try
        {
            var yaml = YamlText.Load(text);
            return yaml.Documents.Count == 0 || yaml.Documents[0].RootNode is YamlScalarNode { Value: null or "" }
                ? null
                : YamlSection.From(file, "the file", yaml.Documents[0].RootNode);
        }
        catch (YamlException broken)
        {
            throw new KubeConfigException(
                $"kubeconfig {file} is not valid YAML at line {broken.End.Line}, column {broken.End.Column}: {broken.Message.TrimEnd('.')}; correct it there.", broken);
        }
    }

    private static ImmutableArray<Named<T>> Entries<T>(YamlSection root, string list, string member, Func<YamlSection, T> read) =>
        [.. root.Sections(list).Select(entry => new Named<T>(
            entry.Text("name") ?? throw entry.Problem("has no 'name'", "name it, so that contexts can refer to it"),
            root.File,
            read(entry.Section(member) ?? throw entry.Problem($"has no '{member}'", $"add its '{member}:' block"))))];

    private static ClusterEntry Cluster(YamlSection cluster) => new()
    {
        Server = cluster.Text("server"),
        CertificateAuthority = cluster.Text("certificate-authority"),
        CertificateAuthorityData = cluster.Text("certificate-authority-data"),
        InsecureSkipTlsVerify = cluster.Flag("insecure-skip-tls-verify"),
        TlsServerName = cluster.Text("tls-server-name"),
        ProxyUrl = cluster.Text("proxy-url"),
    };

    private static UserEntry User(YamlSection user) => new()
    {
        Token = user.Text("token"),
        TokenFile = user.Text("tokenFile"),
        ClientCertificate = user.Text("client-certificate"),
        ClientCertificateData = user.Text("client-certificate-data"),
        ClientKey = user.Text("client-key"),
        ClientKeyData = user.Text("client-key-data"),
        Username = user.Text("username"),
        AuthProvider = user.Section("auth-provider") is { } provider ? provider.Text("name") ?? "without a name" : null,
        ImpersonateUser = user.Text("as"),
        ImpersonateGroups = user.Texts("as-groups"),
        Exec = user.Section("exec") is { } exec ? Exec(exec) : null,
    };

    private static ExecEntry Exec(YamlSection exec) => new()
    {
        ApiVersion = exec.Text("apiVersion"),
        Command = exec.Text("command"),
        Arguments = exec.Texts("args"),
        Environment = [.. exec.Sections("env").Select(variable => KeyValuePair.Create(variable.Text("name") ?? "", variable.Text("value") ?? ""))],
        InstallHint = exec.Text("installHint"),
        InteractiveMode = exec.Text("interactiveMode"),
        ProvideClusterInfo = exec.Flag("provideClusterInfo"),
    };
}
