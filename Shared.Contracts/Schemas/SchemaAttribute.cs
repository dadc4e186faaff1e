namespace Shared.Contracts.Schemas;

/// <summary>What the custom resource definition demands of a field beyond its type; the definitions in <c>crds/</c> are made from it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SchemaAttribute : Attribute
{
    /// <summary>The parent is refused without it.</summary>
    public bool Required { get; init; }

    /// <summary>An explicit null is accepted and means absent.</summary>
    public bool Nullable { get; init; }

    /// <summary>Smallest number.</summary>
    public long Minimum { get; init; } = long.MinValue;

    /// <summary>Largest number.</summary>
    public long Maximum { get; init; } = long.MaxValue;

    /// <summary>Regular expression that some part of the text must match.</summary>
    public string? Pattern { get; init; }

    /// <summary>The only texts that are accepted.</summary>
    public string[]? OneOf { get; init; }

    /// <summary>For a list: the member that tells its items apart.</summary>
    public string? Key { get; init; }
}
