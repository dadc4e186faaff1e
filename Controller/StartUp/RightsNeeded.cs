using Controller.Hosting;
using Shared.Hosting.Rights;

namespace Controller.StartUp;

/// <summary>One question to the API server: may we?</summary>
/// <param name="Namespace">Null for all, and for objects outside of namespaces.</param>
/// <param name="Resource">With subresource: <c>pods/log</c>.</param>
/// <param name="Name">Of the one object that the right is for; null for any.</param>
internal sealed record AccessQuestion(string? Namespace, string Group, string Resource, string Verb, string? Name = null)
{
    /// <summary>As a person would ask for it: <c>leases.coordination.k8s.io 'the-lock'</c>.</summary>
    public string Object => (Group.Length == 0 ? Resource : $"{Resource}.{Group}") + (Name is null ? "" : $" '{Name}'");
}

/// <summary>Which rights of the table a controller with these options will use. Pure.</summary>
internal static class RightsNeeded
{
    /// <summary>Of more namespaces these are asked about: roles that are made by a chart are alike.</summary>
    private const int NamespacesAtMost = 10;

    public static IEnumerable<AccessQuestion> Of(ControllerOptions options) =>
        from right in RightsTable.All
        where right.Holder is RightHolder.Controller && IsOn(right.Feature, options)
        from @namespace in NamespacesOf(right.Scope, options)
        from @group in right.Groups
        where @group is not "scheduling.x-k8s.io" || options.Submission.KubeSchedulerNames.Count > 0
        from resource in right.Resources
        where !resource.EndsWith("/finalizers", StringComparison.Ordinal) // Few clusters ask for these.
        from verb in right.Verbs
        select new AccessQuestion(@namespace, @group, resource, verb, right.Only is RightObject.ControllerLease ? options.Lease?.Name : null);

    private static bool IsOn(RightFeature feature, ControllerOptions options) =>
        feature == RightFeature.Base
        || (feature == RightFeature.LeaderElection && options.Lease is not null)
        || (feature == RightFeature.NamespaceSelector && (options.Namespaces.Selector is not null || options.Policy is { File: not null, NamespaceLabels: true }))
        || (feature == RightFeature.Ingresses && options.Submission.IngressUrlFormat is not null)
        || (feature == RightFeature.DisruptionBudgets && options.Submission.EnableDriverDisruptionBudget)
        || (feature == RightFeature.BatchScheduling && options.Submission.BatchSchedulers);

    private static string?[] NamespacesOf(RightScope scope, ControllerOptions options) => scope switch
    {
        RightScope.OwnNamespace => [options.Lease?.Namespace],
        RightScope.JobNamespaces when !options.Namespaces.IsAll && options.Namespaces.Selector is null => [.. options.Namespaces.Names.Take(NamespacesAtMost)],
        _ => [null],
    };
}
