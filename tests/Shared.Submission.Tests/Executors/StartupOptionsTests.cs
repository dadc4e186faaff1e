using Shared.Submission.Executors;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Tests.Executors;

/// <summary>Recorded: the order in which a driver numbers the settings that an executor's JVM needs at its start.</summary>
public sealed class StartupOptionsTests
{
    [Theory]
    [InlineData("3.5.7", "spark.driver.port", "spark.blockManager.port", "spark.connect.grpc.binding.port", "spark.ui.port", "spark.driver.blockManager.port")]
    [InlineData("4.0.1", "spark.connect.grpc.binding.port", "spark.driver.blockManager.port", "spark.ui.port", "spark.blockManager.port", "spark.driver.port")]
    public void Two_settings_of_one_slot_stand_as_the_table_of_that_scala_puts_them(string version, params string[] order) =>
        Startup(version,
                ("spark.driver.port", "9000"), ("spark.driver.blockManager.port", "8080"), ("spark.blockManager.port", "8081"),
                ("spark.ui.port", "4080"), ("spark.connect.grpc.binding.port", "15003"))
            .Should().Equal(order);

    [Fact]
    public void Settings_that_were_resolved_before_the_driver_started_take_no_slot()
    {
        var growth = SettingsUntilTheTableGrows();

        growth.Should().BeGreaterThan(0);
        SettingsUntilTheTableGrows(("spark.jars.packages", "a:b:1"), ("spark.jars.excludes", "c:d"), ("spark.jars.repositories", "https://repo.example.com")).Should().Be(growth);
        SettingsUntilTheTableGrows(("spark.sql.a", "1"), ("spark.sql.b", "2"), ("spark.sql.c", "3")).Should().Be(growth - 3);
    }

    // In a table of 256 slots, and in no smaller one, the port of the driver comes first.
    private static int SettingsUntilTheTableGrows(params (string, string)[] beside) => Enumerable.Range(0, 60).First(count =>
        Startup("3.5.7", [.. beside, .. Enumerable.Range(0, count).Select(index => ($"spark.sql.option{index}", "x"))]).First() == "spark.driver.port");

    private static IEnumerable<string> Startup(string version, params (string Key, string Value)[] conf)
    {
        var (executor, errors) = ExecutorPrediction.Of(A.Planned(version, conf), SparkReleases.For(version), new ExecutorCircumstances
        {
            ResourceId = "f1b2c3d4e5f60718",
            ConfigMapId = "c1b2c3d4e5f60718",
            LocalDirectoryId = "x",
            DriverUid = "u",
            DriverPodIp = "10.0.0.10",
        });

        errors.Should().BeEmpty();
        return executor!.Pod.SparkContainer().Env!.Select(variable => variable.Value ?? "").Where(value => value.StartsWith("-Dspark.", StringComparison.Ordinal))
            .Select(value => value[2..value.IndexOf('=', StringComparison.Ordinal)]);
    }
}
