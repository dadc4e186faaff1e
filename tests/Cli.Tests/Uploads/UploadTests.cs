using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Testing.Stores;
using Testing.Time;

namespace Cli.Tests.Uploads;

public sealed class UploadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("uploads").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Func<StandInStore, Microsoft.AspNetCore.Http.HttpContext, byte[], Task> Dialect(string scheme, RSA account) =>
        scheme == "s3" ? new S3Dialect("s3cret").AnswerAsync : new GoogleDialect(account).AnswerAsync;

    private async Task GoogleAccountAsync(Terminal terminal, RSA account, StandInStore store)
    {
        var credentials = Path.Combine(_folder, "account.json");
        await File.WriteAllTextAsync(credentials, new JsonObject
        {
            ["type"] = "service_account",
            ["client_email"] = "a@b",
            ["private_key"] = account.ExportPkcs8PrivateKeyPem(),
            ["token_uri"] = new Uri(store.Address, "/token").ToString(),
        }.ToJsonString());
        terminal.Variables["GOOGLE_APPLICATION_CREDENTIALS"] = credentials;
    }

    private Terminal With(string deps = "", string secret = "s3cret", bool isWatched = false)
    {
        File.WriteAllText(Path.Combine(_folder, "job.jar"), "bytes of a jar");
        File.WriteAllText(Path.Combine(_folder, "lib.jar"), "bytes of a library");
        var terminal = new Terminal
        {
            IsWatched = isWatched,
            Input = $"apiVersion: sparkoperator.k8s.io/v1beta2\nkind: SparkApplication\nmetadata:\n  name: spark-pi\n  namespace: team\nspec:\n  mainApplicationFile: {_folder}/job.jar\n{deps}",
        };
        terminal.Variables["AWS_ACCESS_KEY_ID"] = "AKID";
        terminal.Variables["AWS_SECRET_ACCESS_KEY"] = secret;
        terminal.Api.When("GET", Paths.Group, Paths.GroupResources).When("POST", Paths.Applications.Replace("default", "team"), Paths.Application(""));
        return terminal;
    }

    private static JsonNode SpecOf(Terminal terminal) => JsonNode.Parse(Encoding.UTF8.GetString(terminal.Api.Requests[^1].Body.Span))!["spec"]!;

    [Fact]
    public async Task Given_local_files_When_created_Then_they_are_in_the_store_and_remote_ones_keep_their_places()
    {
        await using var store = await StandInStore.StartAsync(new S3Dialect("s3cret").AnswerAsync);
        var terminal = With($"  deps:\n    jars:\n    - https://repo/one.jar\n    - file://{_folder}/lib.jar\n    - local:///opt/two.jar\n");

        (await terminal.RunAsync($"create - --upload-to s3://jars --upload-prefix deps --upload-to-endpoint {store.Address} --s3-force-path-style")).Should().Be(0, terminal.Error.ToString());

        store.Objects.Keys.Should().BeEquivalentTo("jars/deps/team/spark-pi/job.jar", "jars/deps/team/spark-pi/lib.jar");
        store.Objects["jars/deps/team/spark-pi/job.jar"].Should().Equal(Encoding.UTF8.GetBytes("bytes of a jar"));
        SpecOf(terminal)["mainApplicationFile"]!.GetValue<string>().Should().Be("s3a://jars/deps/team/spark-pi/job.jar");
        SpecOf(terminal)["deps"]!["jars"]!.AsArray().Select(jar => jar!.GetValue<string>()).Should().Equal("https://repo/one.jar", "s3a://jars/deps/team/spark-pi/lib.jar", "local:///opt/two.jar");
    }

    [Fact]
    public async Task Given_a_store_that_stumbles_When_created_Then_it_is_asked_again()
    {
        await using var store = await StandInStore.StartAsync(new S3Dialect("s3cret").AnswerAsync, stumbles: 2);
        var terminal = With();

        (await terminal.RunAsync($"create - -u s3://jars -e {store.Address} --s3-force-path-style")).Should().Be(0, terminal.Error.ToString());

        store.Objects.Should().ContainKey("jars/team/spark-pi/job.jar");
    }

    [Fact]
    public async Task Given_a_wrong_secret_When_created_Then_the_store_refuses_and_nothing_is_created()
    {
        await using var store = await StandInStore.StartAsync(new S3Dialect("s3cret").AnswerAsync);
        var terminal = With(secret: "other");

        (await terminal.RunAsync($"create - -u s3://jars -e {store.Address} --s3-force-path-style -o")).Should().Be(1);

        terminal.Error.ToString().Should().Contain("cannot upload s3://jars/team/spark-pi/job.jar").And.Contain("check credentials").And.NotContain("other");
        terminal.Api.Requests.Should().NotContain(request => request.Method == "POST");
    }

    [Theory]
    [InlineData("bytes of a jar", false)]
    [InlineData("older bytes...", true)]
    public async Task Given_an_object_that_is_there_When_created_Then_it_is_used_and_a_difference_is_told(string content, bool warns)
    {
        await using var store = await StandInStore.StartAsync(new S3Dialect("s3cret").AnswerAsync);
        store.Objects["jars/team/spark-pi/job.jar"] = Encoding.UTF8.GetBytes(content);
        var terminal = With();

        (await terminal.RunAsync($"create - -u s3://jars -e {store.Address} --s3-force-path-style")).Should().Be(0, terminal.Error.ToString());

        store.Requests.Should().NotContain(request => request.StartsWith("PUT", StringComparison.Ordinal));
        terminal.Error.ToString().Should().Contain("not uploading file job.jar as it already exists remotely");
        terminal.Error.ToString().Contains("--override replaces it", StringComparison.Ordinal).Should().Be(warns);
    }

    [Fact]
    public async Task Given_override_When_an_object_is_there_Then_it_is_replaced()
    {
        await using var store = await StandInStore.StartAsync(new S3Dialect("s3cret").AnswerAsync);
        store.Objects["jars/team/spark-pi/job.jar"] = "older"u8.ToArray();
        var terminal = With();

        (await terminal.RunAsync($"create - -u s3://jars -e {store.Address} --s3-force-path-style --override")).Should().Be(0, terminal.Error.ToString());

        store.Objects["jars/team/spark-pi/job.jar"].Should().Equal("bytes of a jar"u8.ToArray());
        terminal.Error.ToString().Should().Be($"uploading local file: job.jar{Environment.NewLine}", "a pipe gets no bar");
    }

    [Fact]
    public async Task Given_public_When_created_Then_the_store_is_told_so_and_the_address_needs_no_credentials_but_an_object_that_was_there_keeps_its_own()
    {
        await using var store = await StandInStore.StartAsync(new S3Dialect("s3cret").AnswerAsync);
        var terminal = With($"  deps: {{jars: [{_folder}/lib.jar]}}\n");
        store.Objects["jars/team/spark-pi/lib.jar"] = "bytes of a library"u8.ToArray();

        (await terminal.RunAsync($"create - -u s3://jars -e {store.Address} --s3-force-path-style --public")).Should().Be(0, terminal.Error.ToString());

        store.Requests.Should().Contain("PUT /jars/team/spark-pi/job.jar public-read");
        SpecOf(terminal)["mainApplicationFile"]!.GetValue<string>().Should().Be($"{store.Address.GetLeftPart(UriPartial.Authority)}/jars/team/spark-pi/job.jar");
        SpecOf(terminal)["deps"]!["jars"]![0]!.GetValue<string>().Should().Be("s3a://jars/team/spark-pi/lib.jar");
    }

    [Fact]
    public async Task Given_a_terminal_When_uploaded_Then_a_bar_fills_and_its_line_ends()
    {
        await using var store = await StandInStore.StartAsync(new S3Dialect("s3cret").AnswerAsync);
        var terminal = With(isWatched: true);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "job.jar"), new byte[3_000_000]);

        (await terminal.RunAsync($"create - -u s3://jars -e {store.Address} --s3-force-path-style")).Should().Be(0, terminal.Error.ToString());

        var steps = terminal.Error.ToString().Split('\r')[1..];
        steps.Should().HaveCountGreaterThan(2).And.OnlyHaveUniqueItems();
        steps.Should().OnlyContain(step => System.Text.RegularExpressions.Regex.IsMatch(step, @"^\[#*\.*\] +\d+ %\n?$") && step.TrimEnd('\n').Length == "[..............................]  50 %".Length);
        steps[^1].Should().Be($"[{new string('#', 30)}] 100 %\n");
    }

    [Theory]
    [InlineData("s3")]
    [InlineData("gs")]
    public async Task Given_a_store_that_never_recovers_When_uploaded_Then_it_is_asked_some_times_and_then_one_sentence_says_so(string scheme)
    {
        using var account = RSA.Create(2048);
        await using var store = await StandInStore.StartAsync(Dialect(scheme, account), stumbles: int.MaxValue);
        var terminal = With();
        await GoogleAccountAsync(terminal, account, store);

        var run = terminal.RunAsync($"create - -u {scheme}://jars -e {store.Address} --s3-force-path-style");
        await Eventually.True(terminal.Clock, TimeSpan.FromSeconds(1), () => run.IsCompleted);

        (await run).Should().Be(1);
        store.Requests.Count(request => request.Contains("job.jar", StringComparison.Ordinal) && !request.StartsWith("GET", StringComparison.Ordinal) && !request.StartsWith("HEAD", StringComparison.Ordinal)).Should().BeInRange(3, 5);
        terminal.Error.ToString().Trim().Split('\n')[^1].Should().StartWith($"sparkctl: cannot upload {scheme}://jars/team/spark-pi/job.jar: ").And.Contain("; check ");
        terminal.Api.Requests.Should().NotContain(request => request.Method == "POST");
    }

    [Theory]
    [InlineData("s3")]
    [InlineData("gs")]
    public async Task Given_a_bucket_that_is_not_there_When_uploaded_Then_that_is_said_and_nothing_is_created(string scheme)
    {
        using var account = RSA.Create(2048);
        await using var store = await StandInStore.StartAsync(Dialect(scheme, account), buckets: "other");
        var terminal = With();
        await GoogleAccountAsync(terminal, account, store);

        (await terminal.RunAsync($"create - -u {scheme}://jars -e {store.Address} --s3-force-path-style")).Should().Be(1);

        terminal.Error.ToString().Should().EndWith($"sparkctl: there is no bucket {scheme}://jars; create it, or correct --upload-to.{Environment.NewLine}");
        terminal.Api.Requests.Should().NotContain(request => request.Method == "POST");
    }

    [Fact]
    public async Task Given_a_service_account_When_uploaded_to_Google_Then_its_assertion_and_token_are_believed()
    {
        using var account = RSA.Create(2048);
        await using var store = await StandInStore.StartAsync(Dialect("gs", account), stumbles: 1);
        var terminal = With(isWatched: true);
        await GoogleAccountAsync(terminal, account, store);

        var run = terminal.RunAsync($"create - -u gs://jars -e {store.Address} --public");
        await Eventually.True(terminal.Clock, TimeSpan.FromSeconds(1), () => run.IsCompleted);

        (await run).Should().Be(0, terminal.Error.ToString());
        store.Objects["jars/team/spark-pi/job.jar"].Should().Equal("bytes of a jar"u8.ToArray());
        store.Requests.Should().Contain(request => request.StartsWith("POST", StringComparison.Ordinal) && request.Contains("predefinedAcl=publicRead"));
        terminal.Error.ToString().Should().EndWith("] 100 %\n");
        SpecOf(terminal)["mainApplicationFile"]!.GetValue<string>().Should().Be($"{store.Address.GetLeftPart(UriPartial.Authority)}/jars/team/spark-pi/job.jar");
    }

    [Theory]
    [InlineData("bytes of a jar", false)]
    [InlineData("older bytes...", true)]
    public async Task Given_an_object_that_Google_has_When_created_Then_it_is_used_and_a_difference_is_told(string content, bool warns)
    {
        using var account = RSA.Create(2048);
        await using var store = await StandInStore.StartAsync(Dialect("gs", account));
        store.Objects["jars/team/spark-pi/job.jar"] = Encoding.UTF8.GetBytes(content);
        var terminal = With();
        await GoogleAccountAsync(terminal, account, store);

        (await terminal.RunAsync($"create - -u gs://jars -e {store.Address}")).Should().Be(0, terminal.Error.ToString());

        store.Objects["jars/team/spark-pi/job.jar"].Should().Equal(Encoding.UTF8.GetBytes(content));
        terminal.Error.ToString().Contains("--override replaces it", StringComparison.Ordinal).Should().Be(warns);
        SpecOf(terminal)["mainApplicationFile"]!.GetValue<string>().Should().Be("gs://jars/team/spark-pi/job.jar");
    }

    [Fact]
    public async Task Given_the_key_of_another_account_When_uploaded_to_Google_Then_its_refusal_is_told_with_the_way_to_log_in()
    {
        using var account = RSA.Create(2048);
        using var other = RSA.Create(2048);
        await using var store = await StandInStore.StartAsync(Dialect("gs", account));
        var terminal = With();
        await GoogleAccountAsync(terminal, other, store);

        (await terminal.RunAsync($"create - -u gs://jars -e {store.Address}")).Should().Be(1);

        terminal.Error.ToString().Should().Contain("no token from 127.0.0.1 (401); log in with 'gcloud auth application-default login'");
        store.Objects.Should().BeEmpty();
    }

    [Theory]
    [InlineData("create -", "no upload location specified via --upload-to")]
    [InlineData("create - -u ftp://jars", "unsupported upload location URL scheme: ftp")]
    [InlineData("create - -u s3://jars/folder", "--upload-prefix")]
    [InlineData("create - -u s3://jars -e nowhere", "is no address")]
    public async Task Given_flags_that_do_not_do_When_created_Then_one_sentence_says_so_and_nothing_is_sent(string commandLine, string problem)
    {
        var terminal = With();

        (await terminal.RunAsync(commandLine)).Should().Be(2);

        terminal.Error.ToString().Should().Contain(problem);
        terminal.Api.Requests.Should().NotContain(request => request.Method == "POST");
    }

    [Fact]
    public async Task Given_a_path_that_is_not_there_When_created_Then_the_way_to_name_the_image_is_told()
    {
        var terminal = With("  deps: {files: [/opt/no-such-file]}\n");

        (await terminal.RunAsync("create - -u s3://jars")).Should().Be(2);

        terminal.Error.ToString().Should().Contain("local:///opt/no-such-file");
    }

    [Fact]
    public async Task Given_HADOOP_CONF_DIR_When_created_Then_its_files_are_in_a_ConfigMap_of_the_application()
    {
        var terminal = new Terminal { Input = "apiVersion: sparkoperator.k8s.io/v1beta2\nkind: SparkApplication\nmetadata:\n  name: spark-pi\nspec:\n  type: Scala\n" };
        terminal.Api.When("GET", Paths.Group, Paths.GroupResources).When("POST", Paths.Applications, Paths.Application(""))
            .When("POST", "/api/v1/namespaces/default/configmaps", "{}");
        await File.WriteAllTextAsync(Path.Combine(_folder, "core-site.xml"), "<configuration/>");
        await File.WriteAllBytesAsync(Path.Combine(_folder, "key.bin"), [0xFF, 0xFE, 0x00]);
        terminal.Variables["HADOOP_CONF_DIR"] = _folder;

        (await terminal.RunAsync("create -")).Should().Be(0, terminal.Error.ToString());

        var map = JsonNode.Parse(Encoding.UTF8.GetString(terminal.Api.Requests.First(request => request.Method == "POST").Body.Span))!;
        map["data"]!.ToJsonString().Should().Be("""{"core-site.xml":"\u003Cconfiguration/\u003E"}""");
        map["binaryData"]!["key.bin"]!.GetValue<string>().Should().Be("//4A");
        SpecOf(terminal)["hadoopConfigMap"]!.GetValue<string>().Should().Be("spark-pi-hadoop-config");
    }

    [Fact]
    public async Task Given_a_schedule_When_created_from_it_Then_its_template_runs_under_the_new_name_and_the_schedule_owns_it()
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.Group, Paths.GroupResources).When("POST", Paths.Applications, Paths.Application("", "run-now"))
            .When("GET", "/apis/sparkoperator.k8s.io/v1beta2/namespaces/default/scheduledsparkapplications/nightly",
                """{"metadata":{"name":"nightly","namespace":"default","uid":"s1"},"spec":{"schedule":"@daily","template":{"type":"Scala"}}}""");

        (await terminal.RunAsync("create run-now --from nightly")).Should().Be(0, terminal.Error.ToString());

        var made = JsonNode.Parse(Encoding.UTF8.GetString(terminal.Api.Requests[^1].Body.Span))!;
        made["spec"]!.ToJsonString().Should().Be("""{"type":"Scala"}""");
        made["metadata"]!["name"]!.GetValue<string>().Should().Be("run-now");
        made["metadata"]!["ownerReferences"]![0]!["uid"]!.GetValue<string>().Should().Be("s1");
    }
}
