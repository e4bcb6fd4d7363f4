using System.Globalization;
using System.Text;

namespace OpsWorker.Benchmarks.Agent;

/// <summary>Writes a recording of many pods that are as large as those of real clusters: about 6 KiB each as the API sends them.</summary>
internal static class ManyPods
{
    public const string Namespace = "shop";

    private const string Variables =
        """{"name":"REGION","value":"eu-west-1"},{"name":"DB_PASSWORD","value":"correct-horse-battery"},"""
        + """{"name":"LOG_LEVEL","value":"info"}""";

    public static void Write(string folder, int count)
    {
        Directory.CreateDirectory(Path.Combine(folder, Namespace));
        var pods = new StringBuilder("{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[");
        for (var i = 0; i < count; i++) pods.Append(i == 0 ? "" : ",").Append(Pod(i));
        File.WriteAllText(Path.Combine(folder, Namespace, "pods.json"), pods.Append("]}").ToString());
    }

    private static string Pod(int number)
    {
        var app = string.Create(CultureInfo.InvariantCulture, $"app-{number / 50:000}");
        var name = string.Create(CultureInfo.InvariantCulture, $"{app}-7c9d5b6f4-{number:00000}");
        return $$$$"""
            {"metadata":{"name":"{{{{name}}}}","namespace":"{{{{Namespace}}}}","uid":"{{{{Guid.NewGuid()}}}}",
              "labels":{"app":"{{{{app}}}}","pod-template-hash":"7c9d5b6f4"},
            "annotations":{"prometheus.io/scrape":"true","kubernetes.io/config.seen":"2026-03-01T00:00:00Z"},
              "creationTimestamp":"2026-03-01T00:00:00Z",
            "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"{{{{app}}}}-7c9d5b6f4","uid":"{{{{Guid.NewGuid()}}}}",
              "controller":true}],
            "managedFields":[{"manager":"kubelet","operation":"Update","time":"2026-03-01T00:00:00Z","fieldsV1":{{{{Fields(60)}}}}}]},
            "spec":{"nodeName":"node-{{{{number % 100}}}}","serviceAccountName":"default","restartPolicy":"Always",
              "containers":[{"name":"main",
            "image":"registry.example.com/{{{{app}}}}:1.4.2","env":[{{{{Variables}}}}],"ports":[{"containerPort":8080,"protocol":"TCP"}],
            "resources":{"requests":{"cpu":"100m","memory":"128Mi"},"limits":{"memory":"256Mi"}},
            "readinessProbe":{"httpGet":{"path":"/ready","port":8080,"scheme":"HTTP"},"timeoutSeconds":1,"periodSeconds":10,
              "successThreshold":1,"failureThreshold":3},
            "volumeMounts":[{"name":"kube-api-access","readOnly":true,"mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}]}]},
            "status":{"phase":"Running","podIP":"10.244.{{{{number / 250}}}}.{{{{number % 250}}}}","hostIP":"10.0.0.{{{{number % 100}}}}",
              "startTime":"2026-03-01T00:00:00Z",
            "conditions":[{"type":"Ready","status":"True","lastTransitionTime":"2026-03-01T00:00:10Z"},
              {"type":"PodScheduled","status":"True","lastTransitionTime":"2026-03-01T00:00:00Z"}],
            "containerStatuses":[{"name":"main","ready":true,"started":true,"restartCount":0,
              "image":"registry.example.com/{{{{app}}}}:1.4.2",
            "imageID":"registry.example.com/{{{{app}}}}@sha256:6b0f4c3a1d2e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8",
              "containerID":"containerd://{{{{Guid.NewGuid():N}}}}{{{{Guid.NewGuid():N}}}}",
            "state":{"running":{"startedAt":"2026-03-01T00:00:05Z"}}}]}}
            """;
    }

    private static string Fields(int count) => "{" + string.Join(',', Enumerable.Range(0, count).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $"\"f:field-number-{i}\":{{\".\":{{}},\"f:value\":{{}}}}"))) + "}";
}
