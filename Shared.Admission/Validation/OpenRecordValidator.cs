using System.Linq.Expressions;
using System.Text.Json;
using FluentValidation;
using FluentValidation.Internal;
using Shared.Contracts.Core;

namespace Shared.Admission.Validation;

/// <summary>Validator of one type of ours. Members that the type does not know are a warning: kept, never read.</summary>
internal abstract class OpenRecordValidator<T> : AbstractValidator<T> where T : OpenRecord
{
    static OpenRecordValidator() => FieldPaths.Use();

    protected OpenRecordValidator() =>
        RuleFor(record => record)
            .Custom((record, context) =>
            {
                foreach (var name in (record.Unmodelled ?? []).Keys)
                    context.Warn(name, ErrorCodes.UnknownField, "this field is unknown and has no effect; check its spelling and place");
            });
}

/// <summary>Paths as users write them: members in camel case.</summary>
internal static class FieldPaths
{
    public static void Use() => ValidatorOptions.Global.PropertyNameResolver = (_, member, expression) =>
        expression is null ? Camel(member.Name) : OfExpression(expression);

    private static string OfExpression(LambdaExpression expression) =>
        string.Join('.', PropertyChain.FromExpression(expression).ToString().Split('.').Select(Camel));

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
