namespace Shared.Admission.Validation;

/// <summary>One thing that is wrong, or of no use.</summary>
/// <param name="Path">Where, as the user wrote it: <c>spec.driver.memory</c>.</param>
/// <param name="Code">Stable word for programs: <c>InvalidMemory</c>.</param>
/// <param name="Message">What was found and what to do. Values of environment, Spark and Hadoop settings and arguments never appear.</param>
public sealed record FieldError(string Path, string Code, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}

/// <summary>Everything that a validation found, in the order of the document. Errors refuse the object, warnings do not.</summary>
public sealed record ValidationOutcome(IReadOnlyList<FieldError> Errors, IReadOnlyList<FieldError> Warnings)
{
    public static readonly ValidationOutcome Fine = new([], []);

    public bool IsValid => Errors.Count == 0;

    public ValidationOutcome And(ValidationOutcome other) => new([.. Errors, .. other.Errors], [.. Warnings, .. other.Warnings]);

    /// <summary>The same findings where <c>spec</c> stands at another path.</summary>
    public ValidationOutcome Under(string path)
    {
        return new([.. Errors.Select(Moved)], [.. Warnings.Select(Moved)]);

        FieldError Moved(FieldError finding) => finding.Path == "spec" || finding.Path.StartsWith("spec.", StringComparison.Ordinal)
            ? finding with { Path = path + finding.Path["spec".Length..] }
            : finding;
    }

    /// <summary>Unknown members as errors: what a client asks for with <c>fieldValidation: Strict</c>.</summary>
    public ValidationOutcome Strictly() => new(
        [.. Errors, .. Warnings.Where(warning => warning.Code == ErrorCodes.UnknownField)],
        [.. Warnings.Where(warning => warning.Code != ErrorCodes.UnknownField)]);
}
