using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with the volumes of a pod, and which of them containers may mount.</summary>
internal static class VolumeValidation
{
    private const string SecondSource = "may not specify more than 1 volume type";
    private const string ModeRange = "must be a number between 0 and 0777 (octal), both inclusive";

    private static readonly string[] HostPathTypes = ["", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"];
    private static readonly string[] DownwardFields = ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];

    // In the order in which a real server looks for them. Of the kinds that no Spark pod has, only what they cannot do without.
    private static readonly (string Source, Func<JsonObject, string, IEnumerable<Cause>> Rule)[] Sources =
    [
        ("emptyDir", EmptyDir), ("hostPath", HostPath), ("gitRepo", Needs("repository")), ("gcePersistentDisk", Needs("pdName")), ("awsElasticBlockStore", Needs("volumeID")), ("secret", Secret), ("nfs", Nfs),
        ("iscsi", Needs("targetPortal", "iqn")), ("persistentVolumeClaim", Needs("claimName")), ("cinder", Needs("volumeID")), ("downwardAPI", DownwardApi), ("fc", Anything), ("flexVolume", Needs("driver")), ("configMap", ConfigMap),
        ("azureFile", Needs("secretName", "shareName")), ("azureDisk", Needs("diskName", "diskURI")), ("projected", Projected), ("csi", Needs("driver")), ("ephemeral", Ephemeral), ("image", Image),
    ];

    /// <param name="spec">Of a pod.</param>
    /// <param name="path">Of the volumes.</param>
    /// <param name="known">Takes the volumes that nothing is wrong with; the others can be mounted by nobody.</param>
    public static IEnumerable<Cause> Of(JsonObject spec, string path, Dictionary<string, JsonObject> known)
    {
        var causes = new List<Cause>();
        foreach (var (index, volume) in spec["volumes"].Objects().Index())
        {
            var own = OfVolume(volume, $"{path}[{index}]", known).ToList();
            if (own.Count == 0)
                known.Add(volume.TextAt("name")!, volume);
            causes.AddRange(own);
        }

        return causes;
    }

    /// <summary>A path inside something that may not lead out of it.</summary>
    public static IEnumerable<Cause> InnerPath(string path, string value)
    {
        if (value.StartsWith('/'))
            yield return Cause.Invalid(path, value, "must be a relative path");
        if (HasBacksteps(value))
            yield return Cause.Invalid(path, value, "must not contain '..'");
    }

    public static bool HasBacksteps(string value) => value.Split('/').Contains("..");

    private static IEnumerable<Cause> OfVolume(JsonObject volume, string path, Dictionary<string, JsonObject> known)
    {
        var isFirst = true;
        foreach (var (source, rule) in Sources)
        {
            if (volume.ObjectAt(source) is not { } given)
                continue;
            foreach (var cause in isFirst ? rule(given, $"{path}.{source}") : [Cause.Forbidden($"{path}.{source}", SecondSource)])
                yield return cause;
            isFirst = false;
        }

        var name = volume.TextAt("name") ?? "";
        foreach (var cause in name.Length == 0 ? [Cause.Required($"{path}.name")] : Cause.Each($"{path}.name", name, Names.LabelProblems(name)))
            yield return cause;
        if (known.ContainsKey(name))
            yield return Cause.Duplicate($"{path}.name", name);
    }

    private static Func<JsonObject, string, IEnumerable<Cause>> Needs(params string[] fields) =>
        (source, path) => fields.Where(field => source.TextAt(field) is null or "").Select(field => Cause.Required($"{path}.{field}"));

    private static IEnumerable<Cause> Anything(JsonObject source, string path) => [];

    private static IEnumerable<Cause> EmptyDir(JsonObject source, string path) =>
        Quantities.Parse(source.TextAt("sizeLimit") ?? "0") < 0 ? [Cause.Forbidden($"{path}.sizeLimit", "SizeLimit field must be a valid resource quantity")] : [];

    private static IEnumerable<Cause> HostPath(JsonObject source, string path)
    {
        if (source.TextAt("path") is not { Length: > 0 } target)
            return [Cause.Required($"{path}.path")];
        return (HasBacksteps(target) ? [Cause.Invalid($"{path}.path", target, "must not contain '..'")] : Array.Empty<Cause>()).Concat(PodSpecValidation.Choice($"{path}.type", source.TextAt("type"), HostPathTypes));
    }

    private static IEnumerable<Cause> Nfs(JsonObject source, string path)
    {
        foreach (var cause in Needs("server", "path")(source, path))
            yield return cause;
        if (source.TextAt("path") is not ['/', ..])
            yield return Cause.Invalid($"{path}.path", source.TextAt("path") ?? "", "must be an absolute path");
    }

    private static IEnumerable<Cause> Secret(JsonObject source, string path) => Files(source, path, "secretName");

    private static IEnumerable<Cause> ConfigMap(JsonObject source, string path) => Files(source, path, "name");

    private static IEnumerable<Cause> Files(JsonObject source, string path, string name) =>
        [.. Needs(name)(source, path), .. Mode($"{path}.defaultMode", source["defaultMode"]), .. Items(source, path)];

    private static IEnumerable<Cause> Items(JsonObject source, string path)
    {
        foreach (var (index, item) in source["items"].Objects().Index())
        {
            var at = $"{path}.items[{index}]";
            foreach (var cause in Needs("key", "path")(item, at).Concat(ReservedPath($"{at}.path", item.TextAt("path") ?? "")).Concat(Mode($"{at}.mode", item["mode"])))
                yield return cause;
        }
    }

    // Names that begin with two dots are those by which a kubelet swaps contents.
    private static IEnumerable<Cause> ReservedPath(string path, string value) =>
        InnerPath(path, value).Concat(value.StartsWith("..", StringComparison.Ordinal) && !value.StartsWith("../", StringComparison.Ordinal) ? [Cause.Invalid(path, value, "must not start with '..'")] : []);

    private static IEnumerable<Cause> Mode(string path, JsonNode? mode) =>
        mode.AsNumber() is null or (>= 0 and <= 511) ? [] : [Cause.Invalid(path, mode.AsNumber(), ModeRange)];

    private static IEnumerable<Cause> DownwardApi(JsonObject source, string path) =>
        Mode($"{path}.defaultMode", source["defaultMode"]).Concat(source["items"].Objects().SelectMany(item => DownwardFile(item, path)));

    private static IEnumerable<Cause> DownwardFile(JsonObject file, string path)
    {
        foreach (var cause in Needs("path")(file, path).Concat(ReservedPath($"{path}.path", file.TextAt("path") ?? "")))
            yield return cause;
        var (field, resource) = (file.ObjectAt("fieldRef"), file.ObjectAt("resourceFieldRef"));
        foreach (var cause in field is not null ? EnvironmentValidation.OfField(field, $"{path}.fieldRef", DownwardFields)
            : resource is not null ? EnvironmentValidation.OfResource(resource, $"{path}.resourceFieldRef", needsContainer: true)
            : [Cause.Required(path, "one of fieldRef and resourceFieldRef is required")])
            yield return cause;
        if (field is not null && resource is not null)
            yield return Cause.Invalid(path, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
        foreach (var cause in Mode($"{path}.mode", file["mode"]))
            yield return cause;
    }

    private static IEnumerable<Cause> Projected(JsonObject source, string path)
    {
        foreach (var cause in Mode($"{path}.defaultMode", source["defaultMode"]))
            yield return cause;
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, part) in source["sources"].Objects().Index())
        {
            foreach (var cause in Projection(part, path, $"{path}.sources[{index}]", paths))
                yield return cause;
        }
    }

    private static IEnumerable<Cause> Projection(JsonObject part, string path, string at, HashSet<string> paths)
    {
        var count = 0;
        foreach (var kind in new[] { "secret", "configMap" })
        {
            if (part.ObjectAt(kind) is not { } files)
                continue;
            count++;
            foreach (var cause in Needs("name")(files, $"{at}.{kind}").Concat(Items(files, $"{at}.{kind}")))
                yield return cause;
            foreach (var twice in files["items"].Objects().Select(item => item.TextAt("path")).Where(file => file is { Length: > 0 } && !paths.Add(file)))
                yield return Cause.Invalid(path, files.TextAt("name") ?? "", "conflicting duplicate paths");
        }

        if (part.ObjectAt("downwardAPI") is { } downward)
        {
            count++;
            foreach (var file in downward["items"].Objects())
            {
                foreach (var cause in DownwardFile(file, $"{at}.downwardAPI"))
                    yield return cause;
                if (file.TextAt("path") is { Length: > 0 } named && !paths.Add(named))
                    yield return Cause.Invalid(path, named, "conflicting duplicate paths");
            }
        }

        if (part.ObjectAt("serviceAccountToken") is { } token)
        {
            count++;
            foreach (var cause in Token(token, path, $"{at}.serviceAccountToken"))
                yield return cause;
        }

        if (count > 1)
            yield return Cause.Forbidden(at, "may not specify more than 1 volume type per source");
    }

    private static IEnumerable<Cause> Token(JsonObject token, string path, string at)
    {
        var seconds = token.NumberAt("expirationSeconds") ?? 0;
        if (seconds < 600)
            yield return Cause.Invalid($"{at}.expirationSeconds", seconds, "may not specify a duration less than 10 minutes");
        if (seconds > 1L << 32)
            yield return Cause.Invalid($"{at}.expirationSeconds", seconds, "may not specify a duration larger than 2^32 seconds");
        foreach (var cause in token.TextAt("path") is { Length: > 0 } file ? ReservedPath($"{path}.path", file) : [Cause.Required($"{path}.path")])
            yield return cause;
    }

    private static IEnumerable<Cause> Ephemeral(JsonObject source, string path) =>
        source.ObjectAt("volumeClaimTemplate") is { } template
            ? ClaimRules.OfSpec(template.ObjectAt("spec") ?? [], $"{path}.volumeClaimTemplate.spec")
            : [Cause.Required($"{path}.volumeClaimTemplate")];

    private static IEnumerable<Cause> Image(JsonObject source, string path) =>
        Needs("reference")(source, path).Concat(PodSpecValidation.Choice($"{path}.pullPolicy", source.TextAt("pullPolicy"), "Always", "IfNotPresent", "Never"));
}
