using Shared.Admission.Defaults;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Arguments;
using Shared.Submission.SparkSubmit;

namespace Shared.Submission.Conversion;

/// <summary>The proof of a conversion: what the operator would tell spark-submit for the application, against what was asked for.</summary>
internal static class LostSettings
{
    public static IEnumerable<LostSetting> Of(SparkApplication application, IReadOnlyDictionary<string, string> wanted)
    {
        var (arguments, errors) = OperatorArguments.Of(SparkApplicationDefaults.Apply(application), "", SubmissionOptions.Default);
        if (arguments is null)
            return errors.Select(error => new LostSetting(error.Path, error.Message));

        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in arguments.Conf)
            told[key] = value;
        foreach (var (flag, key) in SubmitRules.FlagKeys)
        {
            if (arguments.Flag(flag) is { } value)
                told[key] = value;
        }

        return from setting in wanted.OrderBy(setting => setting.Key, StringComparer.Ordinal)
               where setting.Key != SparkConfKeys.AppName && !IsTold(setting.Key, setting.Value)
               select new LostSetting(setting.Key, "the operator gives this setting a value of its own.");

        bool IsTold(string key, string value) => DependencyLists.IsList(key)
            ? SettingFields.Items(told.GetValueOrDefault(key, "")).SequenceEqual(SettingFields.Items(value))
            : told.TryGetValue(key, out var text) && text == value;
    }
}
