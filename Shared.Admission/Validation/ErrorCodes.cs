namespace Shared.Admission.Validation;

/// <summary>The codes of <see cref="FieldError"/>. Once published they do not change.</summary>
public static class ErrorCodes
{
    public const string Required = "Required";
    public const string InvalidName = "InvalidName";
    public const string InvalidLabel = "InvalidLabel";
    public const string ReservedLabel = "ReservedLabel";
    public const string NotSupported = "NotSupported";
    public const string OutOfRange = "OutOfRange";
    public const string InvalidMemory = "InvalidMemory";
    public const string InvalidQuantity = "InvalidQuantity";
    public const string InvalidNumber = "InvalidNumber";
    public const string InvalidType = "InvalidType";
    public const string InvalidSchedule = "InvalidSchedule";
    public const string InvalidText = "InvalidText";
    public const string ForbiddenSparkConf = "ForbiddenSparkConf";
    public const string InvalidSparkConfKey = "InvalidSparkConfKey";
    public const string Conflict = "Conflict";
    public const string Duplicate = "Duplicate";
    public const string VersionTooOld = "VersionTooOld";
    public const string ForbiddenTemplateMember = "ForbiddenTemplateMember";
    public const string TooLarge = "TooLarge";
    public const string ImageMissing = "ImageMissing";
    public const string QuotaExceeded = "QuotaExceeded";

    // Warnings.
    public const string UnknownField = "UnknownField";
    public const string Deprecated = "Deprecated";
    public const string NoEffect = "NoEffect";
    public const string SensitiveValue = "SensitiveValue";
    public const string Risky = "Risky";
}
