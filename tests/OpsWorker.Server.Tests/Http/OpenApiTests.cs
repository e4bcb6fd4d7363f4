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

    [Fact]
    public async Task Each_operation_has_an_id_a_tag_a_summary_and_a_known_credential()
    {
        var document = (await server.Default.GetAsync("openapi/v1.json", key: null)).Json;
        var tags = document.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()).ToList();
        var schemes = document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(s => s.Name).ToList();
        var ids = new List<string>();
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var name = $"{operation.Name} {path.Name}";
                ids.Add(operation.Value.GetProperty("operationId").GetString()!);
                operation.Value.GetProperty("tags").EnumerateArray().ShouldHaveSingleItem(name).GetString().ShouldBeOneOf([.. tags]);
                operation.Value.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(name);
                foreach (var requirement in operation.Value.GetProperty("security").EnumerateArray())
                {
                    requirement.EnumerateObject().ShouldHaveSingleItem(name).Name.ShouldBeOneOf([.. schemes]);
                }
            }
        }

        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id.All(char.IsAsciiLetter));
    }

    [Fact]
    public async Task Each_example_of_a_body_has_what_its_schema_requires()
    {
        var document = (await server.Default.GetAsync("openapi/v1.json", key: null)).Json;
        var bodies =
            from path in document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            where operation.Value.TryGetProperty("requestBody", out _)
            select operation.Value.GetProperty("requestBody").GetProperty("content").GetProperty("application/json");
        foreach (var body in bodies)
        {
            var schema = body.GetProperty("schema");
            if (schema.TryGetProperty("$ref", out var reference))
            {
                schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
            }

            if (!schema.TryGetProperty("required", out var required)) continue;
            foreach (var name in required.EnumerateArray())
            {
                body.GetProperty("example").TryGetProperty(name.GetString()!, out _).ShouldBeTrue($"{name}: {body}");
            }
        }
    }

    [Fact]
    public async Task Each_parameter_has_a_description()
    {
        var document = (await server.Default.GetAsync("openapi/v1.json", key: null)).Json;

        var parameters =
            from path in document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            where operation.Value.TryGetProperty("parameters", out _)
            from parameter in operation.Value.GetProperty("parameters").EnumerateArray()
            select parameter;
        foreach (var parameter in parameters)
        {
            parameter.TryGetProperty("description", out var description).ShouldBeTrue(parameter.ToString());
            description.GetString().ShouldNotBeNullOrEmpty(parameter.ToString());
        }
    }

    [Fact]
    public async Task Each_body_has_an_example_and_the_address_ends_without_a_slash()
    {
        var document = (await server.Default.GetAsync("openapi/v1.json", key: null)).Json;

        document.GetProperty("servers")[0].GetProperty("url").GetString().ShouldNotBeNull().ShouldNotEndWith("/");
        var bodies =
            from path in document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            where operation.Value.TryGetProperty("requestBody", out _)
            select operation.Value.GetProperty("requestBody").GetProperty("content").GetProperty("application/json");
        foreach (var body in bodies) body.TryGetProperty("example", out _).ShouldBeTrue(body.ToString());
    }

    [Theory]
    [InlineData("docs", "text/html")]
    [InlineData("docs/docs.css", "text/css")]
    [InlineData("docs/docs.js", "text/javascript")]
    public async Task A_page_shows_the_document_and_loads_nothing_from_elsewhere(string path, string mediaType)
    {
        var answer = await server.Default.GetAsync(path, key: null);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.MediaType.ShouldBe(mediaType);
        answer.Body.ShouldNotContain("://");
    }
}
