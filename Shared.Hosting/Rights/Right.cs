namespace Shared.Hosting.Rights;

/// <summary>Whose service account holds a right.</summary>
public enum RightHolder
{
    Controller,
    Webhook,

    /// <summary>The driver of an application, in the application's own namespace.</summary>
    SparkDriver,
}

/// <summary>Where a right holds.</summary>
public enum RightScope
{
    /// <summary>Each namespace with applications: a Role there, or one ClusterRole when the operator works in all.</summary>
    JobNamespaces,

    /// <summary>The namespace that the operator itself runs in.</summary>
    OwnNamespace,

    /// <summary>Objects outside of namespaces: a ClusterRole.</summary>
    Cluster,
}

/// <summary>The objects that a right is limited to by name; their names depend on the installation.</summary>
public enum RightObject
{
    Any,
    ControllerLease,
    WebhookCertificateSecret,
    WebhookConfigurations,
}

/// <summary>One RBAC rule, why it is needed, and what needs it.</summary>
/// <param name="Groups">API groups; the core group is the empty text.</param>
/// <param name="Resources">Plural names, with subresource where there is one: <c>pods/log</c>.</param>
/// <param name="Reason">One sentence for the administrator who grants it.</param>
public sealed record Right(
    RightHolder Holder, RightScope Scope, RightFeature Feature, IReadOnlyList<string> Groups, IReadOnlyList<string> Resources, IReadOnlyList<string> Verbs,
    string Reason, RightObject Only = RightObject.Any);
