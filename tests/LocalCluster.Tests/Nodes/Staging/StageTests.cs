using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Nodes.Staging;

namespace LocalCluster.Tests.Nodes.Staging;

public sealed class StageTests
{
    [Theory]
    [InlineData("{spec: {restartPolicy: Always}}", "service")]
    [InlineData("{spec: {restartPolicy: Never}}", "job")]
    [InlineData("{metadata: {labels: {spark-role: driver}}, spec: {restartPolicy: Never}}", "spark-driver")]
    [InlineData("{metadata: {labels: {spark-role: executor}}, spec: {restartPolicy: Never}}", "spark-executor")]
    [InlineData("{metadata: {labels: {spark-role: connect-server}}, spec: {restartPolicy: Always}}", "spark-connect-server")]
    [InlineData("{spec: {restartPolicy: Never, containers: [{args: [/opt/spark/bin/spark-submit, --version]}]}}", "spark-submit")]
    [InlineData("{metadata: {annotations: {local.cluster/stage: evicted}}, spec: {restartPolicy: Never}}", "evicted")]
    public void Given_a_pod_When_its_stage_is_looked_up_Then_an_annotation_beats_its_role(string pod, string expected) =>
        StageCatalogue.BuiltIn.For(Parse(pod)).Stage!.Name.Should().Be(expected);

    [Fact]
    public void Given_annotations_When_the_stage_is_looked_up_Then_they_change_its_times_and_codes()
    {
        var (stage, _) = StageCatalogue.BuiltIn.For(Parse("{metadata: {annotations: {local.cluster/run-for: 1.5s, local.cluster/exit-code: '2,0', local.cluster/stop-after: 3m}}, spec: {restartPolicy: Never}}"));

        stage!.RunFor.Should().Be(TimeSpan.FromSeconds(1.5));
        stage.StopAfter.Should().Be(TimeSpan.FromMinutes(3));
        stage.ExitCodes.Should().Equal(2, 0);
    }

    [Theory]
    [InlineData("local.cluster/run-for: soon", "*local.cluster/run-for is 'soon'*")]
    [InlineData("local.cluster/exit-code: '256'", "*local.cluster/exit-code is '256'*")]
    [InlineData("local.cluster/executors-wanted: 'many'", "*local.cluster/executors-wanted is 'many'*")]
    [InlineData("local.cluster/stage: none", "*known stages: class-not-found, crash-loop,*")]
    public void Given_a_bad_annotation_When_the_stage_is_looked_up_Then_the_problem_says_what_to_write(string annotation, string expected) =>
        StageCatalogue.BuiltIn.For(Parse($"{{metadata: {{annotations: {{{annotation}}}}}}}")).Problem.Should().Match(expected);

    [Fact]
    public void Given_a_stage_file_with_a_typo_When_it_is_read_Then_it_is_refused() =>
        FluentActions.Invoking(() => StageReading.Read("mine", "about: x\nrun: {exitcode: 1}")).Should().Throw<FormatException>().WithMessage("stage 'mine': unknown member 'run.exitcode'*");

    [Theory]
    [InlineData("Error: Failed to load class {class}.", "Error: Failed to load class org.example.Main.")]
    [InlineData("File {file} does not exist", "File /opt/app.jar does not exist")]
    public void Given_a_line_of_a_stage_When_it_is_printed_Then_it_names_what_the_container_was_told(string line, string expected) =>
        StageText.Fill(line, Parse("{args: [driver, --class, org.example.Main, 'local:///opt/app.jar', '10']}")).Should().Be(expected);

    private static JsonObject Parse(string yaml) => YamlReading.Parse(yaml)!.AsObject();
}
