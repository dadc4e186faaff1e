using System.Text;

namespace Deployment.Tests.Charts;

/// <summary>A template that names the given values that the chart does not know, a path a line.</summary>
internal static class KnownValues
{
    public static string Render(ChartValue root)
    {
        var text = new StringBuilder($"""
            {"{{"}/* Made from values.yaml: {GeneratedFile.Command} */{"}}"}

            {"{{"}- define "spark-operator.unknownValues" -{"}}"}
            {"{{"}- $groups := dict

            """);
        foreach (var group in Groups(root))
            text.Append($"  \"{group.Path}\" (list {string.Join(' ', group.Children.Select(child => $"\"{child.Name}\""))})\n");
        return text.Append("""
            -}}
            {{- range $path, $known := $groups }}
            {{- $group := $.Values }}
            {{- range without (splitList "." $path) "" }}
            {{- $group = ternary (get $group .) dict (and (hasKey $group .) (kindIs "map" (get $group .))) }}
            {{- end }}
            {{- range $name := keys $group | sortAlpha }}
            {{- if not (or (has $name $known) (and (eq $path "") (eq $name "global"))) }}
            {{ ternary $name (printf "%s.%s" $path $name) (eq $path "") }}
            {{- end }}
            {{- end }}
            {{- end }}
            {{- end }}

            """).ToString();
    }

    private static IEnumerable<ChartValue> Groups(ChartValue value) => value.IsGroup ? [value, .. value.Children.SelectMany(Groups)] : [];
}
