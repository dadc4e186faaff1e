using static Testing.Comparison.Shape;

namespace Testing.Comparison;

internal static class VolumeShapes
{
    private const int ModeOfFiles = 420;

    private static readonly Shape Item = Members(("mode", Anything));

    private static readonly Shape FieldReference = Members(("apiVersion", Default("v1")));

    private static readonly Shape DownwardItem = Members(
        ("fieldRef", FieldReference),
        ("resourceFieldRef", Members(("divisor", QuantityOrZero), ("containerName", EmptyText))));

    private static readonly Shape KeyedFiles = Choice(
        ("optional", False), ("defaultMode", Default(ModeOfFiles)), ("items", Sequence(Item)), ("name", EmptyText), ("secretName", EmptyText));

    private static readonly Shape Projection = Choice(
        ("secret", KeyedFiles),
        ("configMap", KeyedFiles),
        ("downwardAPI", Choice(("items", Sequence(DownwardItem)))),
        ("serviceAccountToken", Choice(("expirationSeconds", Default(3600)), ("audience", EmptyText))));

    private static readonly Shape ReadOnlySource = Choice(("readOnly", False), ("fsType", EmptyText));

    public static readonly Shape ClaimSpec = Members(
        ("resources", Members(("requests", Map(Quantity)), ("limits", Map(Quantity)))),
        ("volumeMode", Default("Filesystem")),
        ("accessModes", Sequence(Anything)),
        ("volumeName", EmptyText));

    public static readonly Shape Volume = Members(
        ("emptyDir", Choice(("medium", EmptyText), ("sizeLimit", Quantity))),
        ("configMap", KeyedFiles),
        ("secret", KeyedFiles),
        ("downwardAPI", Choice(("items", Sequence(DownwardItem)), ("defaultMode", Default(ModeOfFiles)))),
        ("projected", Choice(("sources", Sequence(Projection)), ("defaultMode", Default(ModeOfFiles)))),
        ("persistentVolumeClaim", ReadOnlySource),
        ("hostPath", Choice(("type", EmptyText))),
        ("nfs", ReadOnlySource),
        ("csi", ReadOnlySource),
        ("iscsi", Choice(("iscsiInterface", Default("default")), ("readOnly", False), ("fsType", EmptyText))),
        ("rbd", Choice(("pool", Default("rbd")), ("user", Default("admin")), ("keyring", Default("/etc/ceph/keyring")), ("readOnly", False), ("fsType", EmptyText))),
        ("azureDisk", Choice(("cachingMode", Default("ReadWrite")), ("kind", Default("Shared")), ("fsType", Default("ext4")), ("readOnly", False))),
        ("ephemeral", Choice(("volumeClaimTemplate", Members(("metadata", MetadataShape.Metadata), ("spec", ClaimSpec))))));

    public static readonly Shape EnvironmentSource = Choice(
        ("fieldRef", FieldReference),
        ("resourceFieldRef", Members(("divisor", QuantityOrZero), ("containerName", EmptyText))),
        ("configMapKeyRef", Members(("optional", False), ("name", EmptyText))),
        ("secretKeyRef", Members(("optional", False), ("name", EmptyText))));

    public static readonly Shape EnvironmentFrom = Members(
        ("prefix", EmptyText),
        ("configMapRef", Choice(("optional", False), ("name", EmptyText))),
        ("secretRef", Choice(("optional", False), ("name", EmptyText))));
}
