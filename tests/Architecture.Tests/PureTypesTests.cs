using System.Reflection;

namespace Architecture.Tests;

public sealed class PureTypesTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly string[] Projects = ["Shared.Contracts", "Shared.Admission", "Shared.Submission", "Kubernetes.Client", "Webhook", "Controller", "Cli", "LocalCluster"];

    [Fact]
    public void A_rule_or_a_state_machine_holds_takes_and_gives_nothing_that_acts()
    {
        var judging = Projects.Select(ProjectAssemblies.Load).SelectMany(assembly => assembly.GetTypes()).Where(type => Outermost(type).Name is var name
            && (name.EndsWith("Rules", StringComparison.Ordinal) || name.EndsWith("StateMachine", StringComparison.Ordinal))).ToList();

        judging.Should().NotBeEmpty();
        judging.Where(type => Used(type).Any(Acts)).Select(type => type.FullName).Should().BeEmpty();
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<Type> Used(Type type) =>
        type.GetFields(All).Select(field => field.FieldType)
            .Concat(type.GetConstructors(All).SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType))
            .Concat(type.GetMethods(All).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)));

    private static bool Acts(Type type) =>
        typeof(HttpMessageInvoker).IsAssignableFrom(type) || typeof(Task).IsAssignableFrom(type) || typeof(TimeProvider).IsAssignableFrom(type)
        || type.Name is "IKubernetesApi" || (type.HasElementType && Acts(type.GetElementType()!)) || type.GenericTypeArguments.Any(Acts);
}
