using System.Net;
using System.Text;

namespace Webhook.Tests.Admission;

public sealed class HostileInputTests
{
    private static readonly string[] Paths = [RunningWebhook.PodPath, RunningWebhook.ValidatePath, RunningWebhook.MutatePath];

    private static readonly string[] Bodies =
    [
        "", " ", "null", "true", "42", "\"x\"", "[]", "{}", "{", "{]", "\u0000", "<xml/>",
        "{\"kind\":\"Pod\"}",
        "{\"kind\":\"AdmissionReview\"}",
        "{\"kind\":\"AdmissionReview\",\"request\":null}",
        "{\"kind\":\"AdmissionReview\",\"request\":[]}",
        "{\"kind\":\"AdmissionReview\",\"request\":{}}",
        "{\"kind\":\"AdmissionReview\",\"request\":{\"uid\":7,\"operation\":\"CREATE\",\"object\":{}}}",
        "{\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\",\"operation\":\"NOPE\",\"object\":{}}}",
        "{\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\",\"operation\":\"CREATE\",\"object\":null}}",
        "{\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\",\"operation\":\"CREATE\",\"object\":[]}}",
        "{\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\",\"operation\":\"CREATE\",\"object\":{\"metadata\":[],\"spec\":7}}}",
        "{\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\",\"operation\":\"CREATE\",\"object\":{\"metadata\":{\"name\":\"\\ud800\"},\"spec\":{\"mainClass\":\"\\udfff\"}}}}",
        "{\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"\\ud800\",\"operation\":\"CREATE\",\"object\":{}}}",
        "{\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\",\"operation\":\"CREATE\",\"object\":{},\"options\":{\"fieldValidation\":\"\\ud800\"}}}",
        "{\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\",\"operation\":\"CREATE\",\"object\":{},\"userInfo\":{\"username\":\"a\",\"extra\":{\"\\ud800\":[\"\\udfff\"]}}}}",
        "{\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\",\"uid\":\"v\",\"operation\":\"CREATE\",\"object\":{}}}",
        "{\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\",\"operation\":\"CREATE\",\"object\":{\"spec\":{\"sparkConf\":{\"a\":\"1\",\"a\":\"2\"}}}}}",
        "{\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\",\"operation\":\"CREATE\",\"object\":{\"spec\":{\"driver\":null,\"executor\":{\"volumeMounts\":[null],\"env\":[null],\"sidecars\":[null],\"ports\":[null]},\"volumes\":[null],\"arguments\":[null],\"driverIngressOptions\":[null],\"sparkConf\":{\"spark.a\":null}}}}}",
        "{\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\",\"operation\":\"CREATE\",\"object\":{\"metadata\":{\"namespace\":\"default\",\"labels\":{\"sparkoperator.k8s.io/app-name\":\"edge\",\"spark-role\":\"driver\"}},\"spec\":{\"containers\":[null]}}}}",
        "{\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\",\"operation\":\"CREATE\",\"object\":" + new string('[', 5000) + "}}",
    ];

    [Fact]
    public async Task Whatever_is_sent_the_answer_is_a_well_formed_review()
    {
        await using var webhook = await RunningWebhook.StartAsync(RunningWebhook.Listing(Samples.Application().ToJsonString()));
        using var client = webhook.NewClient();

        foreach (var (body, path) in Bodies.SelectMany(body => Paths.Select(path => (body, path))))
        {
            var (status, answer) = await RunningWebhook.SendAsync(client, path, body);

            status.Should().Be(HttpStatusCode.OK);
            answer!["kind"]!.GetValue<string>().Should().Be("AdmissionReview");
            answer["response"]!["uid"].Should().NotBeNull();
            answer["response"]!["allowed"].Should().NotBeNull();
            (answer["response"]!["status"]?["code"]?.GetValue<int>()).Should().NotBe(500, "{0} on {1}", body, path);
        }
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused_with_400()
    {
        await using var webhook = await RunningWebhook.StartAsync();
        using var client = webhook.NewClient();
        byte[] body = [.. "{\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\",\"operation\":\"CREATE\",\"object\":{\"metadata\":{\"name\":\""u8, 0xff, 0xc0, .. "\"}}}}"u8];

        var (status, answer) = await RunningWebhook.SendAsync(client, RunningWebhook.ValidatePath, body);

        status.Should().Be(HttpStatusCode.OK);
        answer!["response"]!["status"]!["code"]!.GetValue<int>().Should().Be(400);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task Damaged_reviews_never_make_it_fail(int seed)
    {
        await using var webhook = await RunningWebhook.StartAsync(RunningWebhook.Listing(Samples.Application().ToJsonString()));
        using var client = webhook.NewClient();
        var random = new Random(seed);
        byte[][] sound =
        [
            Encoding.UTF8.GetBytes(RunningWebhook.Review(Samples.Pod(), "CREATE").ToJsonString()),
            Encoding.UTF8.GetBytes(RunningWebhook.Review(Samples.Application(), "UPDATE", Samples.Application()).ToJsonString()),
        ];

        for (var round = 0; round < 300; round++)
        {
            var damaged = Damage(sound[random.Next(sound.Length)], random);
            var path = Paths[random.Next(Paths.Length)];

            var (status, answer) = await RunningWebhook.SendAsync(client, path, damaged);

            status.Should().Be(HttpStatusCode.OK);
            (answer!["response"]!["status"]?["code"]?.GetValue<int>()).Should().NotBe(500, "seed {0}, round {1}: {2}", seed, round, Encoding.UTF8.GetString(damaged));
        }
    }

    // Bytes are replaced, pieces cut out, doubled or swapped for words that mean something in JSON.
    private static byte[] Damage(byte[] sound, Random random)
    {
        var bytes = sound.ToList();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 20), bytes.Count - at);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    string[] words = ["null", "[]", "{}", "1e999", "\"\\ud800\"", "-0", "true"];
                    var colon = bytes.IndexOf((byte)':', at);
                    if (colon > 0)
                        bytes.InsertRange(colon + 1, Encoding.UTF8.GetBytes(words[random.Next(words.Length)] + ",\"x\":"));
                    break;
            }
        }

        return [.. bytes];
    }

    [Fact]
    public async Task Chunked_bodies_meet_the_same_limit()
    {
        await using var webhook = await RunningWebhook.StartAsync();
        using var client = webhook.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, RunningWebhook.ValidatePath)
        {
            Content = new StreamContent(new MemoryStream(new byte[7 * 1024 * 1024])),
            Headers = { TransferEncodingChunked = true },
        };
        request.Content.Headers.ContentType = new("application/json");

        using var answer = await client.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("413");
    }
}
