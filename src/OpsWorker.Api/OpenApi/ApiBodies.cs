using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace OpsWorker.Api.OpenApi;

/// <summary>Examples of request bodies, and the bodies that endpoints read by themselves.</summary>
internal static class ApiBodies
{
    private const string Json = "application/json";

    private static readonly Dictionary<string, string> s_examples = new()
    {
        ["addCluster"] = """{"name":"production","environment":"production","region":"eu-central-1","labels":{"team":"platform"}}""",
        ["rotateClusterToken"] = """{"graceHours":24}""",
        ["changeOrganisation"] = """{"timeZone":"Europe/Berlin","digestHour":9}""",
        ["replaceRules"] = """{"rules":[{"id":"database","when":{"match":"team=\"db\""},"do":"Investigate"}],"maintenance":[]}""",
        ["addKey"] = """{"kind":"Api","name":"ci","role":"Viewer","scopes":["Read"]}""",
        ["rotateKey"] = """{"graceHours":24}""",
        ["commentOnIncident"] = """{"text":"Rolled back to 1.4.2."}""",
        ["closeIncident"] = """{"reason":"Rolled back."}""",
        ["silenceIncident"] = """{"length":"PT1H"}""",
        ["rateIncident"] = """{"helpful":false,"rightCause":"OutOfMemory"}""",
        ["startInvestigation"] = """{"cluster":"production","namespace":"shop","object":"deployment/checkout"}""",
        ["askQuestion"] = """{"question":"Why did checkout restart last night?"}""",
        ["requestCommand"] = """
            {"cluster":"production","operation":"Restart","reason":"It holds stale connections.",
             "target":{"kind":"Deployment","namespace":"shop","name":"checkout"}}
            """,
        ["rejectCommand"] = """{"reason":"Not during the sale."}""",
        ["breakGlass"] = """{"reason":"Checkout is down, nobody else is awake."}""",
        ["replaceApprovalPolicies"] = """
            {"policies":[{"id":"production","clusters":"environment=production","autoApprove":["Restart"],"breakGlass":"Admin"}]}
            """,
        ["registerAgent"] = """{"clusterName":"production"}""",
        ["reportProblems"] = """{"version":"1","problems":[]}""",
    };

    // One alert as Alertmanager sends it; each source has a form of its own.
    private const string Alert =
        """
        {
          "version": "4", "status": "firing", "receiver": "opsworker",
          "alerts": [{
            "status": "firing", "fingerprint": "d3b07384d113edec", "startsAt": "2026-03-01T03:00:00Z",
            "labels": { "alertname": "KubePodCrashLooping", "namespace": "shop", "pod": "checkout-7d9f", "severity": "warning" },
            "annotations": { "summary": "Pod is crash looping." }
          }]
        }
        """;

    /// <summary>Sets the request body's example; a webhook gets its body.</summary>
    public static void Describe(OpenApiOperation operation)
    {
        if (operation.OperationId is not { } id) return;
        if (id.StartsWith("send", StringComparison.Ordinal))
        {
            operation.RequestBody = Webhook();
        }
        else if (s_examples.TryGetValue(id, out var example)
            && operation.RequestBody?.Content is { } content && content.TryGetValue(Json, out var media))
        {
            media.Example = JsonNode.Parse(example);
        }
    }

    private static OpenApiRequestBody Webhook() => new()
    {
        Description = "The payload as the source sends it.",
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Json] = new OpenApiMediaType { Schema = new OpenApiSchema(), Example = JsonNode.Parse(Alert) },
        },
    };
}
