using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace OpsWorker.Api;

/// <summary>Refuses query parameters that an endpoint does not take, which are mostly misspelt and would be ignored.</summary>
internal static class UnknownParameters
{
    public static ValueTask<object?> RefuseAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (request.Query.Count == 0) return next(context);
        var known = Known(context.HttpContext);
        foreach (var (name, values) in request.Query)
        {
            if (!known.Contains(name, StringComparer.Ordinal)) return new(Problems.Invalid(name, Advice(known)));
            if (values.Count > 1) return new(Problems.Invalid(name, "Is given more than once."));
        }

        return next(context);
    }

    private static string Advice(List<string> known) => known.Count == 0
        ? "Is no parameter of this request, which takes none."
        : $"Is no parameter of this request; {string.Join(", ", known)} are.";

    private static List<string> Known(HttpContext context) =>
    [
        .. (context.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [])
            .Where(parameter => parameter.ParameterInfo.ParameterType == typeof(string))
            .Select(parameter => parameter.Name)
            .Where(name => !context.Request.RouteValues.ContainsKey(name)),
    ];
}
