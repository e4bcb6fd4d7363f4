using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing.Descriptions;

/// <summary>A container of a pod, with its state.</summary>
internal static class DescribedContainer
{
    private const int Level = 2;

    /// <summary>Writes a container.</summary>
    /// <param name="text">The output.</param>
    /// <param name="container">The container of a pod or of a template.</param>
    /// <param name="status">Its status; undefined where it has none yet, null for a template.</param>
    public static void Write(ElasticText text, JsonElement container, JsonElement? status)
    {
        if (status is { } named) text.Line("Container ID", named.At("containerID").Text(), Level);
        text.Line("Image", container.At("image").Text(), Level);
        if (status is { } made) text.Line("Image ID", made.At("imageID").Text(), Level);
        text.Line("Port", Ports(container, "containerPort"), Level).Line("Host Port", Ports(container, "hostPort"), Level);
        WriteCommand(text, "Command", container.At("command"));
        WriteCommand(text, "Args", container.At("args"));
        if (status is { ValueKind: JsonValueKind.Object } known) WriteStatus(text, known);
        WriteAmounts(text, "Limits", container.At("resources", "limits"));
        WriteAmounts(text, "Requests", container.At("resources", "requests"));
        WriteProbe(text, "Liveness", container.At("livenessProbe"));
        WriteProbe(text, "Readiness", container.At("readinessProbe"));
        WriteProbe(text, "Startup", container.At("startupProbe"));
        WriteEnvironment(text, container);
        WriteMounts(text, container);
    }

    private static string Ports(JsonElement container, string field) => string.Join(", ", container.At("ports").Items()
        .Select(port => $"{port.At(field).Text("0")}/{port.At("protocol").Text("TCP")}").DefaultIfEmpty("<none>"));

    private static void WriteCommand(ElasticText text, string name, JsonElement words)
    {
        if (!words.Items().Any()) return;
        text.Heading(name, Level);
        foreach (var word in words.Items()) text.Text(word.Text(), 6);
    }

    private static void WriteStatus(ElasticText text, JsonElement status)
    {
        WriteState(text, "State", status.At("state"));
        if (status.At("lastState").Fields().Any()) WriteState(text, "Last State", status.At("lastState"));
        text.Line("Ready", status.At("ready").ValueKind == JsonValueKind.True ? "True" : "False", Level);
        text.Line("Restart Count", status.At("restartCount").Text("0"), Level);
    }

    private static void WriteState(ElasticText text, string name, JsonElement state)
    {
        if (state.At("running") is { ValueKind: JsonValueKind.Object } running)
        {
            text.Line(name, "Running", Level).Line("Started", DescribedParts.Time(running.At("startedAt")), Level + 1);
        }
        else if (state.At("terminated") is { ValueKind: JsonValueKind.Object } ended)
        {
            text.Line(name, "Terminated", Level);
            if (ended.At("reason").Text() is { Length: > 0 } reason) text.Line("Reason", reason, Level + 1);
            if (ended.At("message").Text() is { Length: > 0 } message) text.Line("Message", message, Level + 1);
            text.Line("Exit Code", ended.At("exitCode").Text("0"), Level + 1);
            if (ended.At("signal").Number() > 0) text.Line("Signal", ended.At("signal").Text(), Level + 1);
            text.Line("Started", DescribedParts.Time(ended.At("startedAt")), Level + 1);
            text.Line("Finished", DescribedParts.Time(ended.At("finishedAt")), Level + 1);
        }
        else
        {
            text.Line(name, "Waiting", Level);
            if (state.At("waiting", "reason").Text() is { Length: > 0 } reason) text.Line("Reason", reason, Level + 1);
        }
    }

    private static void WriteAmounts(ElasticText text, string name, JsonElement amounts)
    {
        if (!amounts.Fields().Any()) return;
        text.Heading(name, Level);
        foreach (var amount in amounts.Fields().OrderBy(a => a.Name, StringComparer.Ordinal))
        {
            text.Line(amount.Name, amount.Value.Text(), Level + 1);
        }
    }

    private static void WriteProbe(ElasticText text, string name, JsonElement probe)
    {
        if (probe.ValueKind != JsonValueKind.Object) return;
        var action = probe.At("httpGet") is { ValueKind: JsonValueKind.Object } http
            ? $"http-get {http.At("scheme").Text("HTTP").ToLowerInvariant()}://{http.At("host").Text()}:{http.At("port").Text()}"
                + http.At("path").Text()
            : probe.At("tcpSocket") is { ValueKind: JsonValueKind.Object } tcp
                ? $"tcp-socket {tcp.At("host").Text()}:{tcp.At("port").Text()}"
            : probe.At("grpc") is { ValueKind: JsonValueKind.Object } grpc
                ? $"grpc <pod>:{grpc.At("port").Text()} {grpc.At("service").Text()}"
            : $"exec [{string.Join(' ', probe.At("exec", "command").Items().Select(word => word.Text()))}]";
        text.Line(
            name,
            $"{action} delay={probe.At("initialDelaySeconds").Text("0")}s timeout={probe.At("timeoutSeconds").Text("1")}s "
            + $"period={probe.At("periodSeconds").Text("10")}s #success={probe.At("successThreshold").Text("1")} "
            + $"#failure={probe.At("failureThreshold").Text("3")}",
            Level);
    }

    private static void WriteEnvironment(ElasticText text, JsonElement container)
    {
        var variables = container.At("env").Items().ToArray();
        if (variables.Length == 0)
        {
            text.Line("Environment", "<none>", Level);
            return;
        }

        text.Heading("Environment", Level);
        foreach (var variable in variables) text.Line(variable.At("name").Text(), Value(variable), Level + 1);
    }

    private static string Value(JsonElement variable)
    {
        var from = variable.At("valueFrom");
        if (from.At("configMapKeyRef") is { ValueKind: JsonValueKind.Object } map) return Reference(map, "config map");
        if (from.At("secretKeyRef") is { ValueKind: JsonValueKind.Object } secret) return Reference(secret, "secret");
        return from.At("fieldRef", "fieldPath").Text() is { Length: > 0 } field
            ? $" ({from.At("fieldRef", "apiVersion").Text("v1")}:{field})"
            : variable.At("value").Text();
    }

    private static string Reference(JsonElement key, string kind) =>
        $"<set to the key '{key.At("key").Text()}' of {kind} '{key.At("name").Text()}'>"
        + $"  Optional: {key.At("optional").Text("false")}";

    private static void WriteMounts(ElasticText text, JsonElement container)
    {
        var mounts = container.At("volumeMounts").Items().ToArray();
        if (mounts.Length == 0) text.Line("Mounts", "<none>", Level);
        else text.Heading("Mounts", Level);
        foreach (var mount in mounts)
        {
            var mode = mount.At("readOnly").Text() == "true" ? "ro" : "rw";
            text.Text($"{mount.At("mountPath").Text()} from {mount.At("name").Text()} ({mode})", 6);
        }
    }
}
