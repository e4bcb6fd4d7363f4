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

    /// <summary>Requires no property that may be null: requests may leave it out, and answers do.</summary>
    public static void LeaveOutNullable(OpenApiSchema schema)
    {
        foreach (var (name, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (IsNullable(property)) schema.Required?.Remove(name);
        }
    }

    private static bool IsNullable(IOpenApiSchema schema) => schema.Type?.HasFlag(JsonSchemaType.Null) == true
        || schema.OneOf?.Any(one => one.Type == JsonSchemaType.Null) == true;
}
