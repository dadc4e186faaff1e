using Shared.Hosting.Options;

namespace Controller.Hosting;

/// <summary>Where the controller works: by name, by label, or everywhere.</summary>
/// <param name="Names">None by name, when empty.</param>
/// <param name="Selector">Of labels of namespaces, such as <c>team=a,tier!=dev</c>; null means none by label.</param>
internal sealed record NamespaceChoice(IReadOnlyList<string> Names, string? Selector = null)
{
    public static readonly NamespaceChoice All = new([]);

    public bool IsAll => Names.Count == 0 && Selector is null;

    /// <summary>An empty name among the names means everywhere, whatever the labels are. Source: <c>controller.md</c> 6.7.</summary>
    public static NamespaceChoice From(OptionValues values)
    {
        var names = values.Namespaces(ControllerCommand.Namespaces);
        var saysAll = names.Count == 0 && values.Text(ControllerCommand.Namespaces) is not null;
        return saysAll ? All : new NamespaceChoice(names, values.Text(ControllerCommand.NamespaceSelector));
    }
}
