using Microsoft.AspNetCore.Server.Kestrel.Core;
using Webhook.Admission;

namespace Webhook;

/// <summary>What one client may take of the server, so that nobody who can reach it keeps others out.</summary>
internal static class ServerLimits
{
    public static void Apply(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = BodyReader.HardLimit;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 100;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
        limits.MaxConcurrentConnections = 1000;
        limits.MinRequestBodyDataRate = new MinDataRate(1024, TimeSpan.FromSeconds(2));
        limits.Http2.MaxStreamsPerConnection = 100;
    }
}
