using System.Collections.Immutable;
using System.Text;

namespace Shared.Submission.Surroundings;

/// <summary>How the JMX exporter names Spark's metrics when the application does not say. Source: the table of <c>controller.md</c> 2.5.</summary>
internal static class JmxExporterRules
{
    private const string Word = @"(\S+)";
    private const string Rest = "(.*)";
    private const string Number = "([0-9]+)";

    /// <param name="Bean">After namespace and application, which every bean's name begins with.</param>
    /// <param name="ThirdLabel">Name of the third group as a label; null when it is none.</param>
    private sealed record Rule(string Bean, string Attribute, string Metric, string? ThirdLabel = null)
    {
        public string Type => Attribute == "Count" ? "COUNTER" : "GAUGE";
    }

    // The first rule that matches wins.
    private static readonly ImmutableArray<Rule> InOrder =
    [
        new($@"driver\.(BlockManager|DAGScheduler|jvm)\.{Word}", "Value", "driver_$3_$4"),
        new($@"driver\.{Word}\.StreamingMetrics\.streaming\.{Word}", "Value", "streaming_driver_$4"),
        new($@"driver\.spark\.streaming\.{Word}\.{Rest}", "Value", "structured_streaming_driver_$4", "query_name"),
        new($@"{Word}\.executor\.{Word}", "Value", "executor_$4", "executor_id"),
        new($@"driver\.DAGScheduler\.{Rest}", "Count", "driver_DAGScheduler_$3_count"),
        new($@"driver\.HiveExternalCatalog\.{Rest}", "Count", "driver_HiveExternalCatalog_$3_count"),
        new($@"driver\.CodeGenerator\.{Rest}", "Count", "driver_CodeGenerator_$3_count"),
        new($@"driver\.LiveListenerBus\.{Rest}", "Count", "driver_LiveListenerBus_$3_count"),
        new($@"driver\.LiveListenerBus\.{Rest}", "Value", "driver_LiveListenerBus_$3"),
        new($@"{Rest}\.executor\.{Rest}", "Count", "executor_$4_count", "executor_id"),
        new($@"{Number}\.(jvm|NettyBlockTransfer)\.{Rest}", "Value", "executor_$4_$5", "executor_id"),
        new($@"{Number}\.HiveExternalCatalog\.{Rest}", "Count", "executor_HiveExternalCatalog_$4_count", "executor_id"),
        new($@"{Number}\.CodeGenerator\.{Rest}", "Count", "executor_CodeGenerator_$4_count", "executor_id"),
    ];

    public static string Default { get; } = Text();

    private static string Text()
    {
        var text = new StringBuilder("\nlowercaseOutputName: true\nattrNameSnakeCase: true\nrules:\n");
        foreach (var rule in InOrder)
        {
            _ = text
                .Append($@"  - pattern: metrics<name={Word}\.{Word}\.{rule.Bean}><>{rule.Attribute}").Append('\n')
                .Append("    name: spark_").Append(rule.Metric).Append('\n')
                .Append("    type: ").Append(rule.Type).Append('\n')
                .Append("    labels:\n      app_namespace: \"$1\"\n      app_id: \"$2\"\n");
            if (rule.ThirdLabel is { } label)
                _ = text.Append("      ").Append(label).Append(": \"$3\"\n");
        }

        return text.ToString();
    }
}
