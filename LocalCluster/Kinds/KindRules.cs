using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalCluster.Errors;

namespace LocalCluster.Kinds;

/// <summary>What a built-in kind does beyond being stored. Each rule is pure; an absent one does nothing.</summary>
internal sealed record KindRules
{
    public static readonly KindRules None = new();

    /// <summary>Fills in what the API fills in; runs on every write, before and after admission.</summary>
    public Action<JsonObject>? Default { get; init; }

    /// <summary>Runs once at creation: drops what clients may not set, gives the first status.</summary>
    public Action<JsonObject, CreationFacts>? PrepareCreate { get; init; }

    /// <summary>Runs at an update with (old, new): keeps what an update may not touch.</summary>
    public Action<JsonObject, JsonObject>? PrepareUpdate { get; init; }

    /// <summary>Allots what the server has to give, at creation and at a change.</summary>
    public Action<JsonObject, CreationFacts>? Complete { get; init; }

    /// <summary>All that is wrong with (old or null, new).</summary>
    public Func<JsonObject?, JsonObject, IEnumerable<Cause>>? Validate { get; init; }

    /// <summary>The same for a write through a subresource, (its name, old, new); null for those that are judged as the whole.</summary>
    public Func<string, JsonObject, JsonObject, IEnumerable<Cause>?>? ValidatePart { get; init; }

    /// <summary>Sentences that come as <c>Warning</c> headers of a write.</summary>
    public Func<JsonObject, IEnumerable<string>>? Warn { get; init; }

    /// <summary>Paths that field selectors may ask for, with what stands for an absent value.</summary>
    public ImmutableArray<SelectableField> Fields { get; init; } = [];

    /// <summary><c>metadata.generation</c> is kept.</summary>
    public bool CountsGeneration { get; init; }

    /// <summary>A successful delete answers with the object, not with a Status.</summary>
    public bool DeleteAnswersObject { get; init; }

    /// <summary>PUT of what is not there creates it.</summary>
    public bool CreatesOnUpdate { get; init; }

    /// <summary>PUT without resourceVersion overwrites.</summary>
    public bool UnconditionalUpdate { get; init; } = true;

    /// <summary>How long a deletion waits, in seconds, for (object, asked grace); null: it does not wait.</summary>
    public Func<JsonObject, long?, long?>? GracePeriod { get; init; }

    /// <summary>A finalizer that the server adds at creation.</summary>
    public string? Finalizer { get; init; }

    /// <summary>Said on every answer, as a <c>Warning</c>.</summary>
    public string? Deprecation { get; init; }
}

/// <summary>What creation may need of the world, as values.</summary>
/// <param name="Address">Gives the next free service address.</param>
/// <param name="Now">RFC 3339.</param>
internal sealed record CreationFacts(Func<string> Address, Func<int> NodePort, string Now);

/// <summary>A dotted path; <paramref name="Absent"/> is its value where there is none.</summary>
internal sealed record SelectableField(string Path, string Absent = "", string? Source = null)
{
    /// <summary>Where the value stands in the stored form, dotted.</summary>
    public string From { get; } = Source ?? Path;

    public string[] Steps { get; } = (Source ?? Path).Split('.');
}
