using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Portal.Design;
using OpsWorker.Portal.Sessions;
using OpsWorker.Portal.SignIn;

namespace OpsWorker.Portal.Http;

/// <summary>Runs a route: headers, session, form token, and a page for whatever goes wrong.</summary>
internal sealed partial class PortalDispatch(ILogger<PortalDispatch> logger)
{
    public async Task RunAsync(HttpContext context, PortalRoute route)
    {
        SecurityHeaders.Write(context.Response);
        var services = context.RequestServices;
        var person = await services.GetRequiredService<SessionCookie>().ReadAsync(context);
        if (person is null)
        {
            await SignInRoutes.Lead(context.Request).ExecuteAsync(context);
            return;
        }

        var form = HttpMethods.IsPost(route.Method) ? await PortalForm.ReadAsync(context) : null;
        var request = new PortalRequest(context, person, form);
        var isFromPage = form is null
            || services.GetRequiredService<FormToken>().IsValid(context.Request, form[FormToken.Field], person.Session.Id);
        if (!isFromPage)
        {
            await PortalRequest.Page(ProblemPage.Create(FromElsewhere(request)), StatusCodes.Status403Forbidden).ExecuteAsync(context);
            return;
        }

        try
        {
            await (await route.Handle(request)).ExecuteAsync(context);
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            if (e is not (StoreUnavailableException or AccessDeniedException or IncidentActionException)) Failed(route.Pattern, e);
            await Answer(request, e).ExecuteAsync(context);
        }
    }

    private static Problem FromElsewhere(PortalRequest request) => new(
        request.Frame("Not accepted", PortalSection.None),
        "This form was not accepted",
        "It does not come from a page of your session: the session began after the page was opened, or another site sent it.",
        "Open the page again and repeat it.");

    private static IResult Answer(PortalRequest request, Exception e)
    {
        var (status, title, detail, advice) = e switch
        {
            StoreUnavailableException => (503, "The records cannot be used", e.Message, "Try it again in a while."),
            AccessDeniedException => (403, "You may not do this", e.Message, "An admin can give you a key of another role."),
            IncidentActionException => (409, "This is not possible", e.Message, "Go back to the incident."),
            _ => (500, "This page failed", "It is a fault of the server; its log has the details.", "Try it again."),
        };
        return PortalRequest.Page(ProblemPage.Create(new Problem(request.Frame(title, PortalSection.None), title, detail, advice)), status);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The portal's page {Page} failed")]
    private partial void Failed(string page, Exception exception);
}
