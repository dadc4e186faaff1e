namespace Shared.Admission.Policy.Rules;

/// <summary>Without it every pod that reaches a driver's port can run code in it.</summary>
internal static class AuthenticationRule
{
    private static readonly string[] Keys = ["spark.authenticate", "spark.network.crypto.enabled"];

    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy) =>
        Keys.Where(key => !string.Equals(subject.Properties.GetValueOrDefault(key), "true", StringComparison.OrdinalIgnoreCase))
            .Select(key => ("spec.sparkConf", $"'{key}' must be \"true\" here; set it"));
}
