using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Controller.Objects;
using Controller.SparkApplications;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkConnects;

namespace Controller.Events;

/// <summary>Events as <c>events.k8s.io/v1</c> wants them.</summary>
internal static class EventBody
{
    /// <summary>The API server refuses more.</summary>
    private const int LongestNote = 1024;

    private static string ReportingController(ObjectRecord about) => about.Kind switch
    {
        ScheduledSparkApplication.KindName => "scheduled-spark-application-controller",
        SparkConnect.KindName => "spark-connect-controller",
        _ => "spark-application-controller",
    };

    /// <summary>The same for the same words about the same object, so that a repeat is counted instead of written anew.</summary>
    public static string NameOf(ObjectRecord about, Effect.Announce said)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{about.Uid}\n{said.Reason}\n{said.Message}"));
        return $"{(about.Name.Length > 200 ? about.Name[..200].TrimEnd('-', '.') : about.Name)}.{Convert.ToHexStringLower(hash)[..16]}";
    }

    public static byte[] Create(string name, ObjectRecord about, Effect.Announce said, string instance, DateTimeOffset at) => Json(json =>
    {
        json.WriteString("apiVersion", "events.k8s.io/v1");
        json.WriteString("kind", "Event");
        json.WriteStartObject("metadata");
        json.WriteString("name", name);
        json.WriteString("namespace", about.Namespace);
        json.WriteEndObject();
        json.WriteString("eventTime", Instant(at));
        json.WriteString("type", said.IsWarning ? "Warning" : "Normal");
        json.WriteString("reason", said.Reason);
        json.WriteString("action", "Reconcile");
        json.WriteString("note", said.Message.Length > LongestNote ? said.Message[..(LongestNote - 3)] + "..." : said.Message);
        json.WriteString("reportingController", ReportingController(about));
        json.WriteString("reportingInstance", instance);
        json.WriteStartObject("regarding");
        json.WriteString("apiVersion", about.ApiVersion);
        json.WriteString("kind", about.Kind);
        json.WriteString("namespace", about.Namespace);
        json.WriteString("name", about.Name);
        json.WriteString("uid", about.Uid);
        json.WriteEndObject();
    });

    /// <summary>A merge patch.</summary>
    public static byte[] Repeated(int count, DateTimeOffset at) => Json(json =>
    {
        json.WriteStartObject("series");
        json.WriteNumber("count", count);
        json.WriteString("lastObservedTime", Instant(at));
        json.WriteEndObject();
    });

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
