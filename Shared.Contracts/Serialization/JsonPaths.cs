using System.Globalization;

namespace Shared.Contracts.Serialization;

/// <summary>Paths as users write and read them: <c>spec.driver.env[0].name</c>, <c>spec.sparkConf['spark.ui.port']</c>.</summary>
public static class JsonPaths
{
    public static string Member(string path, string name) =>
        name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? path.Length == 0 ? name : $"{path}.{name}"
            : $"{path}['{name}']";

    public static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
}
