using System.Globalization;
using Shared.Submission.Steps;

namespace Shared.Submission.Executors;

/// <summary><c>spark.kubernetes.executor.terminationGracePeriodSeconds</c>: seconds when there is no unit. Default: 30.</summary>
internal static class GracePeriod
{
    private const string Key = "spark.kubernetes.executor.terminationGracePeriodSeconds";
    private const long Default = 30;

    public static long Seconds(StepContext context)
    {
        if (context.Conf.Text(Key) is not { } text)
            return Default;

        var trimmed = JavaText.Trim(text).ToLowerInvariant();
        var digits = trimmed.TrimEnd("abcdefghijklmnopqrstuvwxyz".ToCharArray());
        long? unit = trimmed[digits.Length..] switch { "" or "s" => 1, "m" or "min" => 60, "h" => 3600, "d" => 86400, _ => null };
        if (unit is { } seconds && long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number * seconds;

        context.Errors.Add(Key, $"'{text}' is not a time; write digits and one of s, m, h, such as '30s'.");
        return Default;
    }
}
