using System.CommandLine;
using OpsWorker.Server.Commands.Clusters;

namespace OpsWorker.Server.Commands.Incidents;

/// <summary><c>opsworker incident</c>: shows an incident of a running server, and handles it.</summary>
internal static class IncidentCommand
{
    public static Command Create() => new("incident", "The incidents of a running server.")
    {
        CreateShow(), CreateInvestigate(), CreateAcknowledge(), CreateComment(), CreateClose(),
    };

    private static Command CreateShow()
    {
        var id = Id();
        return ServerOptions.AddTo(
            new Command("show", "Show an incident: alerts, objects, and the attempts at its cause in their order.") { id },
            async (arguments, server, cancel) =>
                Print(server, await server.SendAsync(HttpMethod.Get, PathOf(arguments.GetRequiredValue(id)), null, cancel)));
    }

    private static Command CreateInvestigate()
    {
        var id = Id();
        return ServerOptions.AddTo(
            new Command("investigate", "Investigate an incident again: at once, or after the attempt that runs.") { id },
            async (arguments, server, cancel) =>
            {
                var path = PathOf(arguments.GetRequiredValue(id)) + "/investigate";
                return Print(server, await server.SendAsync(HttpMethod.Post, path, null, cancel));
            });
    }

    private static Command CreateAcknowledge()
    {
        var id = Id();
        return ServerOptions.AddTo(
            new Command("ack", "Acknowledge an incident: somebody works on it.") { id },
            async (arguments, server, cancel) =>
            {
                var path = PathOf(arguments.GetRequiredValue(id)) + "/acknowledge";
                return Print(server, await server.SendAsync(HttpMethod.Post, path, null, cancel));
            });
    }

    private static Command CreateComment()
    {
        var id = Id();
        var text = new Argument<string>("TEXT") { Description = "The comment." };
        return ServerOptions.AddTo(
            new Command("comment", "Add a comment to an incident.") { id, text },
            async (arguments, server, cancel) =>
            {
                using var body = JsonContent.Create(
                    new CommentToAdd(arguments.GetRequiredValue(text)), IncidentJson.Default.CommentToAdd);
                return Print(
                    server, await server.SendAsync(HttpMethod.Post, PathOf(arguments.GetRequiredValue(id)) + "/comment", body, cancel));
            });
    }

    private static Command CreateClose()
    {
        var id = Id();
        var reason = new Option<string?>("--reason") { Description = "The reason, for others.", HelpName = "TEXT" };
        return ServerOptions.AddTo(
            new Command("close", "Resolve an incident though its alerts may fire on.") { id, reason },
            async (arguments, server, cancel) =>
            {
                using var body = JsonContent.Create(new IncidentToClose(arguments.GetValue(reason)), IncidentJson.Default.IncidentToClose);
                return Print(
                    server, await server.SendAsync(HttpMethod.Post, PathOf(arguments.GetRequiredValue(id)) + "/close", body, cancel));
            });
    }

    private static string PathOf(string id) => "v1/incidents/" + Uri.EscapeDataString(id);

    private static Argument<string> Id() => new("INCIDENT") { Description = "Its id, as messages show it: inc_…" };

    private static int Print(ServerConnection server, string answer)
    {
        if (server.AsJson) Console.Out.WriteLine(answer);
        else IncidentText.Write(Console.Out, ServerConnection.Parse(answer, IncidentJson.Default.ShownIncidentAnswer));
        return ExitCodes.Success;
    }
}
