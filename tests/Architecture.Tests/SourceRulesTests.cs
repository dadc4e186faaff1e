using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>What a compiler does not see. Words are put together here so that this file does not find itself.</summary>
public sealed class SourceRulesTests
{
    private static readonly string[] Shipped =
        ["Shared.Contracts", "Shared.Admission", "Shared.Submission", "Shared.Hosting", "Kubernetes.Client", "Webhook", "Controller", "Cli", "LocalCluster"];

    public static TheoryData<string, string, string> Forbidden => new()
    {
        // The simulation runs both on one scheduler that the test owns.
        { "Controller", @"\.ConfigureAwait\(", "every await stays on the caller's scheduler" },
        { "Controller", @"\bTask\.Run\(|new (System\.Threading\.)?(Timer|Thread)\(|\bThreadPool\.", "nothing leaves the caller's scheduler" },
        { "Kubernetes.Client", @"\.ConfigureAwait\(", "every await stays on the caller's scheduler" },
        { "Kubernetes.Client", @"\bTask\.Run\(|new (System\.Threading\.)?(Timer|Thread)\(|\bThreadPool\.", "nothing leaves the caller's scheduler" },
        { "Kubernetes.Client", @"SparkApplication|SparkConnect|sparkoperator", "the client has never heard of Spark" },
        { "LocalCluster", @"using (Shared|Kubernetes)\.", "client and server must not share a mistake" },
    };

    [Theory, MemberData(nameof(Forbidden))]
    public void A_project_does_without(string project, string pattern, string because) =>
        SourceFiles.Of(project).Where(file => Regex.IsMatch(file.Text, pattern)).Select(file => file.Path).Should().BeEmpty(because);

    [Fact]
    public void Nothing_is_left_for_later()
    {
        var pattern = @$"\b{"TO"}{"DO"}\b|\b{"FIX"}{"ME"}\b|{"NotImplemented"}{"Exception"}";

        Shipped.Append("tests").SelectMany(SourceFiles.Of).Where(file => Regex.IsMatch(file.Text, pattern)).Select(file => file.Path).Should().BeEmpty();
    }

    [Fact]
    public void No_test_is_skipped_and_none_sleeps()
    {
        var pattern = @$"\({"Skip"} =|Thread\.{"Sleep"}";

        SourceFiles.Of("tests").Where(file => Regex.IsMatch(file.Text, pattern)).Select(file => file.Path).Should().BeEmpty();
    }

    [Fact]
    public void Rules_and_state_machines_judge_and_do_not_act()
    {
        const string pattern = @"\bHttpClient\b|\basync\b|\bawait\b|\bIKubernetesApi\b|\bTimeProvider\b|\bFile\.|\bEnvironment\.GetEnvironmentVariable";

        Shipped.SelectMany(SourceFiles.Of).Where(file => file.Path.EndsWith("Rules.cs", StringComparison.Ordinal) || file.Path.EndsWith("StateMachine.cs", StringComparison.Ordinal))
            .Where(file => Regex.IsMatch(file.Text, pattern)).Select(file => file.Path).Should().BeEmpty();
    }
}
