using Shared.Admission.Validation;
using Shared.Contracts.Core;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Tests.Validation;

public sealed class ScheduleValidationTests
{
    private static readonly ScheduledSparkApplication Valid = new()
    {
        ApiVersion = ScheduledSparkApplication.GroupVersion,
        Kind = ScheduledSparkApplication.KindName,
        Metadata = new ObjectMeta { Name = "nightly", Namespace = "jobs" },
        Spec = new ScheduledSparkApplicationSpec
        {
            Schedule = "0 3 * * *",
            ConcurrencyPolicy = ConcurrencyPolicies.Forbid,
            Template = new SparkApplicationSpec
            {
                Type = ApplicationTypes.Scala,
                SparkVersion = "4.0.1",
                Image = "spark:4.0.1",
                MainApplicationFile = "local:///opt/app.jar",
                Driver = new DriverSpec(),
                Executor = new ExecutorSpec(),
            },
        },
    };

    public static TheoryData<ScheduledSparkApplicationSpec, string, string> Refused => new()
    {
        { Valid.Spec! with { Schedule = "30 2" }, "spec.schedule", "'30 2' is not a schedule: expected exactly 5 fields, found 2: [30 2]; *" },
        { Valid.Spec! with { Schedule = "0 0 30 2 *" }, "spec.schedule", "'0 0 30 2 *' is never due: *" },
        { Valid.Spec! with { Schedule = "CRON_TZ=Nope 0 0 * * *" }, "spec.schedule", "*provided bad location Nope: unknown time zone Nope; *" },
        { Valid.Spec! with { TimeZone = "europe/zurich" }, "spec.timeZone", "Invalid timezone: unknown time zone europe/zurich; *" },
        { Valid.Spec! with { SuccessfulRunHistoryLimit = -1 }, "spec.successfulRunHistoryLimit", "-1 is less than 0; *" },
        { Valid.Spec! with { Template = Valid.Spec!.Template! with { Driver = new DriverSpec { Memory = "512x" } } }, "spec.template.driver.memory", "*512x*" },
        {
            Valid.Spec! with { Template = Valid.Spec!.Template! with { RestartPolicy = new RestartPolicy { Type = "OnFailure", OnFailureRetries = -1 } } },
            "spec.template.restartPolicy.onFailureRetries", "*-1*"
        },
    };

    [Theory, MemberData(nameof(Refused))]
    public void Given_a_schedule_whose_runs_could_not_work_When_it_is_stored_Then_it_is_refused_where_it_is_wrong(ScheduledSparkApplicationSpec spec, string path, string message) =>
        ScheduledSparkApplicationValidation.Validate(Valid with { Spec = spec }).Errors
            .Should().ContainSingle().Which.Should().Match<FieldError>(error => error.Path == path).And.Match<FieldError>(error => Matches(error.Message, message));

    [Theory]
    [InlineData(52, true)]
    [InlineData(53, false)]
    public void Given_a_long_name_When_the_names_of_its_runs_have_no_room_Then_it_is_refused(int length, bool isValid) =>
        ScheduledSparkApplicationValidation.Validate(Valid with { Metadata = new ObjectMeta { Name = new string('s', length) } }).IsValid.Should().Be(isValid);

    [Fact]
    public void Given_both_a_bad_zone_and_bad_fields_When_judged_Then_both_are_told() =>
        ScheduledSparkApplicationValidation.Validate(Valid with { Spec = Valid.Spec! with { TimeZone = "No/Where", Schedule = "x" } }).Errors
            .Select(error => error.Path).Should().BeEquivalentTo("spec.timeZone", "spec.schedule");

    [Fact]
    public void Given_no_policy_When_judged_Then_nothing_is_said() =>
        ScheduledSparkApplicationValidation.Validate(Valid with { Spec = Valid.Spec! with { ConcurrencyPolicy = null } }).Warnings.Should().BeEmpty();

    private static bool Matches(string text, string pattern) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), text);
}
