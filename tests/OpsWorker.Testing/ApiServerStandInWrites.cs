using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OpsWorker.Testing;

/// <summary>
/// Requests of the accounts of the stand-in: rights are enforced by verb, resource, namespace and name; patches by the resource version
/// that they state; the generation counts changes of the specification; a dry run stores nothing.
/// </summary>
internal sealed class ApiServerStandInWrites(ApiServerStandInApi api, ApiServerStandInChanges changes)
{
    private readonly ConcurrentQueue<StandInWrite> _stored = new();
    private readonly Lock _oneAtATime = new();

    public IReadOnlyList<StandInWrite> Stored => [.. _stored];

    public async Task AnswerAsync(HttpContext context, StandInAccount account)
    {
        var parts = context.Request.Path.Value!.Trim('/').Split('/');
        var (groupVersion, rest) = parts is ["api", var core, ..] ? (core, parts[2..]) : ($"{parts[1]}/{parts[2]}", parts[3..]);
        if (rest is not ["namespaces", var inNamespace, var resourceName, ..]
            || ApiServerStandInResources.Find(groupVersion, resourceName) is not { } resource)
        {
            await ApiServerStandInApi.WriteAsync(context, ApiServerStandInStatus.Of(404, "NotFound", "no such resource"), 404);
            return;
        }

        var name = rest.Length > 3 ? rest[3] : null;
        var subresource = rest.Length > 4 ? rest[4] : null;
        var wanted = subresource is null ? resource.Name : $"{resource.Name}/{subresource}";
        var verb = Verb(context.Request.Method, name);
        var isGranted = account.Grants.Any(g => g.Verb == verb && g.Resource == wanted
            && (g.Namespace ?? inNamespace) == inNamespace && (g.Name is null || g.Name == name));
        if (!isGranted)
        {
            var message = $"{wanted} \"{name}\" is forbidden: the account cannot {verb} {wanted} in the namespace \"{inNamespace}\"";
            await ApiServerStandInApi.WriteAsync(context, ApiServerStandInStatus.Of(403, "Forbidden", message), 403);
            return;
        }

        if (context.Request.Method == HttpMethods.Get) await api.AnswerAsync(context);
        else await WriteAsync(context, resource, inNamespace, name, subresource);
    }

    private static string Verb(string method, string? name) => method switch
    {
        "GET" => name is null ? "list" : "get",
        "PATCH" => "patch",
        "POST" => "create",
        _ => method.ToLowerInvariant(),
    };

    private async Task WriteAsync(HttpContext context, StandInResource resource, string inNamespace, string? name, string? subresource)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        var (body, status) = Change(context.Request, resource, inNamespace, name, subresource, text);
        await ApiServerStandInApi.WriteAsync(context, body, status);
    }

    private (JsonObject Body, int Status) Change(
        HttpRequest request, StandInResource resource, string inNamespace, string? name, string? subresource, string text)
    {
        lock (_oneAtATime)
        {
            return request.Method == HttpMethods.Post
                ? Create(request, resource, inNamespace, text)
                : Patch(request, resource, inNamespace, name!, subresource, text);
        }
    }

    private (JsonObject Body, int Status) Create(HttpRequest request, StandInResource resource, string inNamespace, string text)
    {
        var value = JsonNode.Parse(text)!.AsObject();
        var name = (string)value["metadata"]!["name"]!;
        if (api.Find(resource, inNamespace, name) is not null)
        {
            return (ApiServerStandInStatus.Of(409, "AlreadyExists", $"{resource.Name} \"{name}\" already exists"), 409);
        }

        Store(request, resource, resource.Name, value, text);
        return (resource.Complete(value.DeepClone().AsObject()), 201);
    }

    private (JsonObject Body, int Status) Patch(
        HttpRequest request, StandInResource resource, string inNamespace, string name, string? subresource, string text)
    {
        if (request.ContentType?.StartsWith("application/merge-patch+json", StringComparison.Ordinal) != true)
        {
            return (ApiServerStandInStatus.Of(415, "UnsupportedMediaType", "a merge patch was expected"), 415);
        }

        if (api.Find(resource, inNamespace, name) is not { } stored)
        {
            return (ApiServerStandInStatus.Of(404, "NotFound", $"{resource.Name} \"{name}\" not found"), 404);
        }

        var patch = JsonNode.Parse(text)!.AsObject();
        var expected = (string?)patch["metadata"]?["resourceVersion"];
        if (expected is not null && expected != (string?)stored["metadata"]!["resourceVersion"])
        {
            return (ApiServerStandInStatus.Of(409, "Conflict", $"{resource.Name} \"{name}\": the object has been modified"), 409);
        }

        var changed = stored.DeepClone().AsObject();
        Merge(changed, subresource is null ? patch : new JsonObject { ["spec"] = patch["spec"]!.DeepClone() });
        changed["metadata"]!["resourceVersion"] = (string?)stored["metadata"]!["resourceVersion"];
        if (!JsonNode.DeepEquals(stored["spec"], changed["spec"]))
        {
            var generation = (long?)stored["metadata"]!["generation"] ?? 1;
            changed["metadata"]!["generation"] = generation + 1;
        }

        Manage(changed, request.Query["fieldManager"].ToString(), subresource);
        if (!request.Query.ContainsKey("dryRun"))
        {
            Store(request, resource, subresource is null ? resource.Name : $"{resource.Name}/{subresource}", changed, text);
        }

        return (subresource == "scale" ? Scale(changed) : resource.Complete(changed.DeepClone().AsObject()), 200);
    }

    private void Store(HttpRequest request, StandInResource resource, string wanted, JsonObject value, string body)
    {
        changes.Put(resource.Name, value.ToJsonString());
        var name = $"{value["metadata"]!["namespace"]}/{value["metadata"]!["name"]}";
        _stored.Enqueue(new StandInWrite(request.Method, wanted, name, request.Query["fieldManager"].ToString(), body));
    }

    // The newest manager of a subresource owns its fields; who owned them before has none left.
    private static void Manage(JsonObject value, string manager, string? subresource)
    {
        var entries = (value["metadata"]!["managedFields"] as JsonArray ?? [])
            .Where(entry => (string?)entry!["subresource"] != subresource)
            .Select(entry => entry!.DeepClone())
            .ToList();
        var own = new JsonObject { ["manager"] = manager, ["operation"] = "Update" };
        if (subresource is not null) own["subresource"] = subresource;
        value["metadata"]!["managedFields"] = new JsonArray([.. entries, own]);
    }

    private static JsonObject Scale(JsonObject value) => new()
    {
        ["kind"] = "Scale",
        ["apiVersion"] = "autoscaling/v1",
        ["metadata"] = new JsonObject
        {
            ["name"] = (string?)value["metadata"]!["name"],
            ["namespace"] = (string?)value["metadata"]!["namespace"],
            ["resourceVersion"] = Convert.ToString(value["metadata"]!["resourceVersion"], CultureInfo.InvariantCulture),
        },
        ["spec"] = new JsonObject { ["replicas"] = (int?)value["spec"]!["replicas"] },
    };

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null) target.Remove(name);
            else if (value is JsonObject inner && target[name] is JsonObject existing) Merge(existing, inner);
            else target[name] = value.DeepClone();
        }
    }
}
