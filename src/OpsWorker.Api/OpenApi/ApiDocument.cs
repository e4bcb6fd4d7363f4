using System.Reflection;
using Microsoft.OpenApi;

namespace OpsWorker.Api.OpenApi;

/// <summary>Completes the OpenAPI document with what endpoints do not say of themselves.</summary>
internal static class ApiDocument
{
    /// <summary>Adds title, licence, tags, security, and the details of parameters and bodies.</summary>
    public static void Complete(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "OpsWorker API",
            Version = Version(),
            Description = "Alerts in, checked root causes out. Errors are problem details (RFC 9457), times RFC 3339, lengths ISO 8601.",
            License = new OpenApiLicense { Name = "Apache License 2.0", Identifier = "Apache-2.0" },
        };
        document.Tags = ApiTags.All.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }).ToHashSet();
        foreach (var server in document.Servers ?? []) server.Url = server.Url?.TrimEnd('/');
        ApiSecurity.AddSchemes(document);
        foreach (var schema in (document.Components?.Schemas?.Values ?? []).OfType<OpenApiSchema>()) ApiSchemas.LeaveOutNullable(schema);
        foreach (var (path, item) in document.Paths)
        {
            if (item.Operations is not { } operations) continue;
            foreach (var operation in operations.Values)
            {
                operation.Security = ApiSecurity.Of(path, document);
                foreach (var parameter in operation.Parameters ?? []) ApiParameters.Describe(parameter, operation);
                ApiBodies.Describe(operation);
            }
        }
    }

    private static string Version() =>
        typeof(ApiDocument).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
