using System.Text;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Shared.Contracts.Tests.Serialization;

public sealed class MisfitTests
{
    [Theory]
    [InlineData("""{"spec":{"driver":{"cores":"two"}}}""", "spec.driver.cores: found the string \"two\", expected a whole number without quotes, at most 2147483647")]
    [InlineData("""{"spec":{"driver":{"cores":1.5}}}""", "spec.driver.cores: found the number 1.5, expected a whole number without quotes, at most 2147483647")]
    [InlineData("""{"spec":{"executor":{"env":[{"name":"A"},{"name":"B","value":5}]}}}""", "spec.executor.env[1].value: found the number 5, expected a string (put it in quotes)")]
    [InlineData("""{"spec":{"sparkConf":{"spark.ui.port":4040}}}""", "spec.sparkConf['spark.ui.port']: found the number 4040, expected a string (put it in quotes)")]
    [InlineData("""{"spec":{"deps":{"jars":"a.jar"}}}""", "spec.deps.jars: found the string \"a.jar\", expected a list")]
    [InlineData("""{"spec":{"volumes":{}}}""", "spec.volumes: found an object, expected a list")]
    [InlineData("""{"spec":{"driver":{"hostNetwork":"true"}}}""", "spec.driver.hostNetwork: found the string \"true\", expected true or false without quotes")]
    [InlineData("""{"spec":{"driver":"big"}}""", "spec.driver: found the string \"big\", expected an object")]
    [InlineData("""{"spec":{"batchSchedulerOptions":{"resources":{"cpu":true}}}}""", "spec.batchSchedulerOptions.resources.cpu: found true, expected a quantity such as \"512Mi\", \"500m\" or 2")]
    [InlineData("""{"status":{"terminationTime":"noon"}}""", "status.terminationTime: found the string \"noon\", expected an instant such as \"2026-03-01T12:00:00Z\"")]
    [InlineData("""{"spec":{"driver":{"template":{"spec":{"containers":[{"ports":[{"containerPort":"http"}]}]}}}}}""",
        "spec.driver.template.spec.containers[0].ports[0].containerPort: found the string \"http\", expected a whole number without quotes, at most 2147483647")]
    [InlineData("[]", "found a list, expected an object")]
    public void Given_a_member_of_the_wrong_type_When_read_Then_the_error_says_where_what_and_what_instead(string json, string expected) =>
        Reading(json).Should().Throw<ContractsJsonException>().WithMessage(expected);

    [Fact]
    public void Given_two_members_of_the_wrong_type_When_read_Then_the_error_tells_both() =>
        Reading("""{"spec":{"suspend":"no","driver":{"cores":"two"}}}""").Should().Throw<ContractsJsonException>()
            .Which.Misfits.Select(misfit => misfit.Path).Should().Equal("spec.suspend", "spec.driver.cores");

    [Theory]
    [InlineData("""{"spec":""")]
    [InlineData("kind: SparkApplication")]
    public void Given_a_text_that_is_not_JSON_When_read_Then_the_error_says_in_which_line(string text) =>
        Reading(text).Should().Throw<ContractsJsonException>().WithMessage("not JSON at line 1, byte *");

    [Fact]
    public void Given_a_null_document_When_read_Then_an_object_is_asked_for() =>
        Reading("null").Should().Throw<ContractsJsonException>().WithMessage("found null, expected an object");

    private static Action Reading(string json) => () => ContractsJson.Deserialize<SparkApplication>(Encoding.UTF8.GetBytes(json));
}
