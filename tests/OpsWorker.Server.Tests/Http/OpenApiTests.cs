using System.Net;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Http;

public sealed class OpenApiTests(RunningServer server)
{
    [Fact]
    public async Task The_document_lists_every_endpoint_with_its_answers()
    {
        var answer = await server.Default.GetAsync("openapi/v1.json", key: null);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        var endpoints =
            from path in answer.Json.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            let statuses = operation.Value.GetProperty("responses").EnumerateObject().Select(response => response.Name)
            select $"{operation.Name.ToUpperInvariant()} {path.Name}: {string.Join(' ', statuses.Order(StringComparer.Ordinal))}";
        Golden.ShouldMatch(string.Join('\n', endpoints.Order(StringComparer.Ordinal)) + "\n", "openapi-endpoints.txt");
    }
}
