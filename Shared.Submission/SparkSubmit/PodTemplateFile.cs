using Shared.Contracts.Core;
using Shared.Submission.Rendering;

namespace Shared.Submission.SparkSubmit;

/// <summary>A pod template, as text or as an object; the other form is made when it is needed.</summary>
public sealed record PodTemplateFile
{
    private readonly Pod? _pod;
    private readonly string? _text;

    private PodTemplateFile(Pod? pod, string? text) => (_pod, _text) = (pod, text);

    public static PodTemplateFile Of(Pod pod) => new(pod, null);

    public static PodTemplateFile Of(string yamlOrJson) => new(null, yamlOrJson);

    /// <summary>YAML with sorted keys, or the text as it was given.</summary>
    public string Text => _text ?? KubernetesYaml.Write(_pod!);

    /// <summary>Loads as Spark does: unknown fields stay, numbers given for texts become texts.</summary>
    public bool TryRead(out Pod pod, out string problem)
    {
        if (_pod is not null)
        {
            (pod, problem) = (_pod, "");
            return true;
        }

        return KubernetesYaml.TryReadPod(_text!, out pod, out problem);
    }
}
