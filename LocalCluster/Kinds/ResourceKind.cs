using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalCluster.FieldManagement;
using LocalCluster.Schemas;
using LocalCluster.Types;

namespace LocalCluster.Kinds;

/// <summary>One kind that is served, built in or from a definition. Everything that differs among kinds is said here, as data or as a rule.</summary>
internal sealed record ResourceKind(string Group, string Version, string Plural, string Kind, bool Namespaced)
{
    public static readonly ImmutableArray<string> AllVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public string Singular { get; init; } = Kind.ToLowerInvariant();
    public string ListKind { get; init; } = Kind + "List";
    public ImmutableArray<string> ShortNames { get; init; } = [];
    public ImmutableArray<string> Categories { get; init; } = [];
    public ImmutableArray<string> Verbs { get; init; } = AllVerbs;
    public ImmutableArray<Subresource> Subresources { get; init; } = [];
    public bool IsCustom { get; init; }

    /// <summary>Of a custom resource; null means that nothing is known about its fields.</summary>
    public StructuralSchema? Schema { get; init; }

    /// <summary>Of a built-in kind; null for one of a definition.</summary>
    public ApiType? Type { get; init; } = ApiTypes.OfKind(Group.Length == 0 ? Version : $"{Group}/{Version}", Kind);

    /// <summary>What <see cref="MergeType"/> made of this kind; remembered here, because kinds come and go with definitions.</summary>
    internal MergeType? CachedMergeType { get; set; }

    public Scaling Scaling { get; init; } = Scaling.Workload;

    public ImmutableArray<PrinterColumn> Columns { get; init; } = [];
    public KindRules Rules { get; init; } = KindRules.None;

    /// <summary>Under which resource it lies in the store, where that is not its own: one object may be served in two groups.</summary>
    public string? StoredAs { get; init; }

    /// <summary>Makes the served form of a stored object; null where they are the same.</summary>
    public Func<JsonObject, JsonObject>? FromStored { get; init; }

    /// <summary>The way back.</summary>
    public Func<JsonObject, JsonObject>? ToStored { get; init; }

    public string Shelf => StoredAs ?? Resource;

    public string ApiVersion { get; private init; } = Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary><c>pods</c>, <c>jobs.batch</c>: the name in errors and in the store.</summary>
    public string Resource { get; private init; } = Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary><c>Pod</c>, <c>Job.batch</c>: the name in validation errors.</summary>
    public string QualifiedKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    /// <summary>The same kind under the name that errors about a subresource use: <c>pods/binding</c>.</summary>
    public ResourceKind With(string plural, string subresource) => this with
    {
        Plural = $"{plural}/{subresource}",
        Resource = Group.Length == 0 ? $"{plural}/{subresource}" : $"{plural}/{subresource}.{Group}",
    };

    public bool HasSubresource(string name) => Subresources.Any(s => s.Name == name);
}

/// <summary>A subresource in discovery. Group and version are those of its kind where they differ from the resource's.</summary>
internal sealed record Subresource(string Name, string Kind, ImmutableArray<string> Verbs, string Group = "", string Version = "");

/// <summary>A column of <c>kubectl get</c> for a custom resource.</summary>
internal sealed record PrinterColumn(string Name, string Type, string JsonPath, string Format = "", string Description = "", int Priority = 0);
