using System.Text;
using Shared.Hosting.Rights;

namespace Deployment.Tests.Rights;

/// <summary>One right as an RBAC rule, with its reason as a comment.</summary>
internal static class RuleYaml
{
    public static string Of(Right right, Func<RightObject, string> nameOf)
    {
        var text = new StringBuilder($"# {right.Reason}\n")
            .Append($"- apiGroups: [{string.Join(", ", right.Groups.Select(group => group.Length == 0 ? "\"\"" : group))}]\n")
            .Append($"  resources: [{string.Join(", ", right.Resources)}]\n")
            .Append($"  verbs: [{string.Join(", ", right.Verbs)}]\n");
        if (right.Only is not RightObject.Any)
            text.Append($"  resourceNames: [{nameOf(right.Only)}]\n");
        return text.ToString();
    }
}
