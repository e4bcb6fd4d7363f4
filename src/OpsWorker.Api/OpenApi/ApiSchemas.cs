using Microsoft.OpenApi;

namespace OpsWorker.Api.OpenApi;

/// <summary>The schemas of types that have a JSON form of their own.</summary>
internal static class ApiSchemas
{
    public static void Describe(OpenApiSchema schema, Type type)
    {
        if (type == typeof(TimeSpan) || type == typeof(TimeSpan?))
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = "duration";
            schema.Pattern = null;
        }
    }
}
