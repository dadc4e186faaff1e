using Shared.Admission.Policy;
using Shared.Hosting.Options;

namespace Shared.Hosting.Policy;

/// <summary>Where the admission policy of a process comes from, and what may be looked up for it.</summary>
/// <param name="File">Null: no policy.</param>
/// <param name="NamespaceLabels">Whether labels of namespaces may be watched.</param>
public sealed record PolicySettings(string? File, bool NamespaceLabels)
{
    public const string FileOption = "policy-file";
    public const string NamespaceLabelsOption = "policy-namespace-labels";

    public static readonly PolicySettings None = new(null, false);

    public static readonly IReadOnlyList<CommandOption> Options =
    [
        new(FileOption, "YAML file of kind AdmissionPolicy, read again when it changes. Absent: no policy.", "FILE"),
        new(NamespaceLabelsOption, "Watch the labels of namespaces, for a policy that goes by them.", null, "false"),
    ];

    /// <summary>Why a policy cannot be judged, beyond what these settings say; null when it can. A process that judges less than others has nothing to add.</summary>
    public Func<AdmissionPolicy, string?> Objects { get; init; } = _ => null;

    public static PolicySettings From(OptionValues values) => new(values.Text(FileOption), values.Switch(NamespaceLabelsOption));
}
