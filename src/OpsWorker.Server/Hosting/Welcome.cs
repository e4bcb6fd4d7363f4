namespace OpsWorker.Server.Hosting;

/// <summary>The text that a server prints when it is up.</summary>
internal static class Welcome
{
    public static void Write(TextWriter output, ServerHost host, ServerSettings settings)
    {
        output.WriteLine($"OpsWorker listens on {host.Address} and keeps its data in {settings.DataFolder}");
        WritePortal(output, host);
        if (host.NewKeys is { } keys) WriteFirstStart(output, host.Address, keys);
    }

    /// <summary>The portal's link.</summary>
    public static void WritePortal(TextWriter output, ServerHost host) => output.WriteLine(
        $"The portal: {host.CreateSignInLink()} (signs you in once, within 15 minutes; `opsworker portal` prints another link)");

    /// <summary>Where alerts go and reports come from.</summary>
    public static void WriteAddresses(TextWriter output, Uri address, NewKeys keys) => output.WriteLine(
        $"""
        Point Alertmanager at it (alertmanager.yml):
          receivers:
            - name: opsworker
              webhook_configs:
                - url: {address}v1/webhooks/alertmanager/{keys.WebhookKey}
                  send_resolved: true
                  max_alerts: 5000

        See what it found:
          curl -H "Authorization: Bearer {keys.ApiKey}" {address}v1/investigations

        """);

    private static void WriteFirstStart(TextWriter output, Uri address, NewKeys keys)
    {
        output.WriteLine(
            $"""

            First start: these keys are shown once, keep them.
              webhook key  {keys.WebhookKey}
              API key      {keys.ApiKey}

            """);
        WriteAddresses(output, address, keys);
    }
}
