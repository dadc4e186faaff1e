using Shared.Submission.SparkVersions;

namespace Shared.Submission.Executors;

/// <summary>Java options that Spark gives to every JVM of its own. Source: <c>JavaModuleOptions</c>; recorded from 3.4 on.</summary>
internal static class ModuleOptions
{
    /// <summary>Stands before the others, as a group of its own.</summary>
    public const string AddressFamily = "-Djava.net.preferIPv6Addresses=false";

    private static readonly (string Option, SparkFeature? Since, SparkFeature? Until)[] All =
    [
        ("-XX:+IgnoreUnrecognizedVMOptions", null, null),
        ("--add-modules=jdk.incubator.vector", SparkFeatures.VectorModule, null),
        ("--add-opens=java.base/java.lang=ALL-UNNAMED", null, null),
        ("--add-opens=java.base/java.lang.invoke=ALL-UNNAMED", null, null),
        ("--add-opens=java.base/java.lang.reflect=ALL-UNNAMED", null, null),
        ("--add-opens=java.base/java.io=ALL-UNNAMED", null, null),
        ("--add-opens=java.base/java.net=ALL-UNNAMED", null, null),
        ("--add-opens=java.base/java.nio=ALL-UNNAMED", null, null),
        ("--add-opens=java.base/java.util=ALL-UNNAMED", null, null),
        ("--add-opens=java.base/java.util.concurrent=ALL-UNNAMED", null, null),
        ("--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED", null, null),
        ("--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED", null, null),
        ("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", null, null),
        ("--add-opens=java.base/sun.nio.cs=ALL-UNNAMED", null, null),
        ("--add-opens=java.base/sun.security.action=ALL-UNNAMED", null, null),
        ("--add-opens=java.base/sun.util.calendar=ALL-UNNAMED", null, null),
        ("--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED", null, null),
        ("-Djdk.reflect.useDirectMethodHandle=false", null, SparkFeatures.UnsafeAccessAllowed),
        ("-Dio.netty.tryReflectionSetAccessible=true", SparkFeatures.VectorModule, null),
        ("-Dio.netty.allocator.type=pooled", SparkFeatures.NettyOptions, null),
        ("-Dio.netty.handler.ssl.defaultEndpointVerificationAlgorithm=NONE", SparkFeatures.NettyOptions, null),
        ("--sun-misc-unsafe-memory-access=allow", SparkFeatures.UnsafeAccessAllowed, null),
        ("--enable-native-access=ALL-UNNAMED", SparkFeatures.NettyOptions, null),
    ];

    public static IEnumerable<string> Of(SparkRelease release) =>
        from entry in All
        where (entry.Since is null || release.Has(entry.Since)) && (entry.Until is null || !release.Has(entry.Until))
        select entry.Option;
}
