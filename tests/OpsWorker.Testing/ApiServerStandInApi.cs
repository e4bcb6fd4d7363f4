using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OpsWorker.Testing;

/// <summary>The REST API of the stand-in: paths to objects, lists, tables and logs.</summary>
internal sealed class ApiServerStandInApi(ApiServerStandInObjects objects, ApiServerStandIn server)
{
    public static Task WriteAsync(HttpContext context, JsonNode body, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString());
    }

    public Task AnswerAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Trim('/').Split('/');
        return parts switch
        {
            ["version"] => WriteAsync(context, new JsonObject { ["major"] = "1", ["minor"] = "31", ["gitVersion"] = "v1.31.2" }),
            ["api"] or ["apis"] => WriteAsync(context, Discovery(context, parts[0] == "api")),
            ["api", var version] => WriteOrNotFoundAsync(context, ApiServerStandInResources.ResourceList(version)),
            ["apis", var group, var version] => WriteOrNotFoundAsync(context, ApiServerStandInResources.ResourceList($"{group}/{version}")),
            ["api", var version, .. var rest] => ResourceAsync(context, version, rest),
            ["apis", var group, var version, .. var rest] => ResourceAsync(context, $"{group}/{version}", rest),
            _ => NotFoundAsync(context),
        };
    }

    private JsonObject Discovery(HttpContext context, bool core) =>
        server.HasAggregatedDiscovery
            && context.Request.Headers.Accept.ToString().Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal)
            ? ApiServerStandInResources.Aggregated(core)
            : ApiServerStandInResources.Versions(core);

    /// <summary>The object as it is now, which the caller may change; null where there is none.</summary>
    public JsonObject? Find(StandInResource resource, string inNamespace, string name) =>
        Select(resource, inNamespace).FirstOrDefault(o => (string?)o["metadata"]!["name"] == name)?.DeepClone().AsObject();

    private Task ResourceAsync(HttpContext context, string groupVersion, string[] rest)
    {
        var (inNamespace, path) = rest is ["namespaces", var named, _, ..] ? (named, rest[2..]) : ((string?)null, rest);
        if (ApiServerStandInResources.Find(groupVersion, path[0]) is not { } resource) return NotFoundAsync(context);
        if (server.ForbiddenResources.Contains(resource.Name))
        {
            return WriteAsync(
                context,
                ApiServerStandInStatus.Forbidden(resource, path.Length == 1 ? "list" : "get", inNamespace),
                StatusCodes.Status403Forbidden);
        }

        return path switch
        {
            [_] => ListAsync(context, resource, inNamespace),
            [_, var name] => GetAsync(context, resource, inNamespace, name),
            ["pods", var pod, "log"] => LogAsync(context, inNamespace!, pod),
            _ => NotFoundAsync(context),
        };
    }

    private Task GetAsync(HttpContext context, StandInResource resource, string? inNamespace, string name)
    {
        var found = Select(resource, inNamespace).FirstOrDefault(o => (string?)o["metadata"]!["name"] == name);
        if (found is null)
        {
            return WriteAsync(
                context,
                ApiServerStandInStatus.Of(404, "NotFound", $"{resource.Name} \"{name}\" not found"),
                StatusCodes.Status404NotFound);
        }

        if (Wants(context, "Table")) return WriteAsync(context, Table([found]));
        return WriteAsync(context, Wants(context, "PartialObjectMetadata") ? Partial(found) : found);
    }

    private Task ListAsync(HttpContext context, StandInResource resource, string? inNamespace)
    {
        var query = context.Request.Query;
        if (new[] { query["labelSelector"], query["fieldSelector"] }.Any(s => Pairs(s).Any(p => p.Length != 2)))
        {
            return WriteAsync(
                context, ApiServerStandInStatus.Of(400, "BadRequest", "unable to parse requirement"), StatusCodes.Status400BadRequest);
        }

        if (query["watch"] == "1")
        {
            return ApiServerStandInWatch.AnswerAsync(
                context, server.Changes, resource, inNamespace, o => Matches(o, query["labelSelector"], query["fieldSelector"]));
        }

        var version = server.Changes.Version.ToString(CultureInfo.InvariantCulture);
        var all = Select(resource, inNamespace).Where(o => Matches(o, query["labelSelector"], query["fieldSelector"])).ToArray();
        var start = int.TryParse(
            query["continue"].ToString().Replace("again-", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var s)
            ? s
            : 0;
        if (query.ContainsKey("continue") && server.ExpiredContinues > 0)
        {
            server.ExpiredContinues--;
            return WriteAsync(context, ApiServerStandInStatus.Expired($"again-{start}"), StatusCodes.Status410Gone);
        }

        var limit = int.TryParse(query["limit"], CultureInfo.InvariantCulture, out var l) ? l : int.MaxValue;
        var page = all.Skip(start).Take(limit).ToArray();
        if (Wants(context, "Table")) return WriteAsync(context, Table(page));
        var partial = Wants(context, "PartialObjectMetadataList");
        var metadata = new JsonObject { ["resourceVersion"] = version };
        if (start + page.Length < all.Length) metadata["continue"] = (start + page.Length).ToString(CultureInfo.InvariantCulture);
        return WriteAsync(context, new JsonObject
        {
            ["kind"] = partial ? "PartialObjectMetadataList" : resource.Kind + "List",
            ["apiVersion"] = partial ? "meta.k8s.io/v1" : resource.GroupVersion,
            ["metadata"] = metadata,
            ["items"] = new JsonArray([.. page.Select(o => partial ? Partial(o) : WithoutKind(o))]),
        });
    }

    private Task LogAsync(HttpContext context, string inNamespace, string pod)
    {
        var query = context.Request.Query;
        var container = query["container"].ToString();
        var previous = query["previous"] == "true";
        if (objects.Log(inNamespace, pod, container, previous) is not { } lines)
        {
            var message = previous
                ? $"previous terminated container \"{container}\" in pod \"{pod}\" not found"
                : $"container \"{container}\" in pod \"{pod}\" is waiting to start: ContainerCreating";
            return WriteAsync(context, ApiServerStandInStatus.Of(400, "BadRequest", message), StatusCodes.Status400BadRequest);
        }

        if (int.TryParse(query["tailLines"], CultureInfo.InvariantCulture, out var tail)) lines = [.. lines.TakeLast(tail)];
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(string.Concat(lines.Select(l => l + "\n")));
    }

    private IEnumerable<JsonObject> Select(StandInResource resource, string? inNamespace) =>
        server.Changes.Apply(resource, objects.All(resource))
            .OrderBy(o => (string?)o["metadata"]!["namespace"], StringComparer.Ordinal)
            .ThenBy(o => (string?)o["metadata"]!["name"], StringComparer.Ordinal)
            .Where(o => inNamespace is null || (string?)o["metadata"]!["namespace"] == inNamespace);

    /// <summary>Equality of labels and fields, which is all that the tests need.</summary>
    private static bool Matches(JsonObject value, string? labels, string? fields) =>
        Pairs(labels).All(p => (string?)value["metadata"]!["labels"]?[p[0]] == p[1])
        && Pairs(fields).All(p => p[0].Split('.').Aggregate((JsonNode?)value, (node, name) => node?[name])?.ToString() == p[1]);

    private static IEnumerable<string[]> Pairs(string? selector) =>
        (selector ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('='));

    private bool Wants(HttpContext context, string form) =>
        (server.HasPartialObjects || form == "Table")
        && context.Request.Headers.Accept.ToString().Contains($"as={form};", StringComparison.Ordinal);

    private static JsonObject Partial(JsonObject value) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = value["metadata"]!.DeepClone(),
    };

    private static JsonObject WithoutKind(JsonObject value)
    {
        value.Remove("kind");
        value.Remove("apiVersion");
        return value;
    }

    private static JsonObject Table(IEnumerable<JsonObject> values) => new()
    {
        ["kind"] = "Table",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["columnDefinitions"] = new JsonArray(
            new JsonObject { ["name"] = "Name", ["type"] = "string", ["priority"] = 0 },
            new JsonObject { ["name"] = "Age", ["type"] = "string", ["priority"] = 0 }),
        ["rows"] =
            new JsonArray([.. values.Select(v => new JsonObject { ["cells"] = new JsonArray(v["metadata"]!["name"]!.DeepClone(), "5m") })]),
    };

    private static Task WriteOrNotFoundAsync(HttpContext context, JsonObject? body) =>
        body is null ? NotFoundAsync(context) : WriteAsync(context, body);

    private static Task NotFoundAsync(HttpContext context) => WriteAsync(
        context,
        ApiServerStandInStatus.Of(404, "NotFound", "the server could not find the requested resource"),
        StatusCodes.Status404NotFound);
}
