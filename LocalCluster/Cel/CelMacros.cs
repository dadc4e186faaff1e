using System.Text.Json.Nodes;

namespace LocalCluster.Cel;

/// <summary>Macros that bind a variable to each element of a list, or to each key of a map.</summary>
internal static class CelMacros
{
    public static Func<JsonNode?, string, CelEval[], CelScope, JsonNode?>? Find(string name) => name switch
    {
        "all" => (target, variable, body, scope) => Decide(target, variable, body[0], scope, decides: false),
        "exists" => (target, variable, body, scope) => Decide(target, variable, body[0], scope, decides: true),
        "exists_one" or "existsOne" => (target, variable, body, scope) => Elements(target).Count(element => CelValues.Flag(body[0](scope.With(variable, element)))) == 1,
        "filter" => (target, variable, body, scope) =>
            new JsonArray([.. Elements(target).Where(element => CelValues.Flag(body[0](scope.With(variable, element)))).Select(element => element?.DeepClone())]),
        "map" => Map,
        _ => null,
    };

    private static JsonArray Map(JsonNode? target, string variable, CelEval[] body, CelScope scope)
    {
        var taken = body.Length == 1 ? Elements(target) : Elements(target).Where(element => CelValues.Flag(body[0](scope.With(variable, element))));
        return new JsonArray([.. taken.Select(element => body[^1](scope.With(variable, element))?.DeepClone())]);
    }

    // One element that decides is enough, even where others have no value.
    private static JsonNode Decide(JsonNode? target, string variable, CelEval body, CelScope scope, bool decides)
    {
        CelException? failure = null;
        foreach (var element in Elements(target))
        {
            try
            {
                if (CelValues.Flag(body(scope.With(variable, element))) == decides)
                    return decides;
            }
            catch (CelException e)
            {
                failure ??= e;
            }
        }

        return failure is null ? !decides : throw new CelException(failure.Message);
    }

    private static IEnumerable<JsonNode?> Elements(JsonNode? target) => target switch
    {
        JsonArray list => list,
        JsonObject map => map.Select(pair => (JsonNode?)JsonValue.Create(pair.Key)),
        _ => throw CelValues.NoOverload(),
    };
}
