import { createRouter } from 'sv-router';

/** Our pages, each loaded when it is first needed. The only file that knows which router is used. */
export const { p, navigate, route } = createRouter({
  '/': () => import('../pages/start/StartPage.svelte'),
  '/regio/:id': () => import('../pages/region/RegionPage.svelte'),
  '/regio/:id/locaties': () => import('../pages/places/SitesPage.svelte'),
  '/regio/:id/locaties/:wat/routes': () => import('../pages/routes/RoutesPage.svelte'),
  '/regio/:id/locaties/:wat': () => import('../pages/places/PlacePage.svelte'),
  '/regio/:id/infrastructuur': () => import('../pages/places/InfrastructurePage.svelte'),
  '/regio/:id/infrastructuur/:wat': () => import('../pages/places/PlacePage.svelte'),
  '/regio/:id/knelpunten': () => import('../pages/places/BottlenecksPage.svelte'),
  '/regio/:id/knelpunten/:wat': () => import('../pages/places/PlacePage.svelte'),
  '/regio/:id/plannen': () => import('../pages/plans/PlansPage.svelte'),
  '/regio/:id/kansen': () => import('../pages/suggestions/SuggestionsPage.svelte'),
  '/regio/:id/besluiten': () => import('../pages/decisions/RegionDecisionsPage.svelte'),
  '/regio/:id/geschiedenis': () => import('../pages/history/HistoryPage.svelte'),
  '/plan/:id/geschiedenis': () => import('../pages/history/HistoryPage.svelte'),
  '/plan/:id': () => import('../pages/plan/PlanPage.svelte'),
  '/plan/:id/verschil': () => import('../pages/difference/DifferencePage.svelte'),
  '/regio/:id/verschil': () => import('../pages/difference/DifferencePage.svelte'),
  '/gebeurtenis/:id': () => import('../pages/event/EventPage.svelte'),
  '/meldingen': () => import('../pages/notices/NoticesPage.svelte'),
  '/besluiten': () => import('../pages/decisions/DecisionsPage.svelte'),
  '/lessen': () => import('../pages/lessons/LessonsPage.svelte'),
  '/besluit/:id': () => import('../pages/decision/DecisionPage.svelte'),
  '/selectie': () => import('../pages/selection/SelectionsPage.svelte'),
  '/selectie/:id': () => import('../pages/selection/SelectionPage.svelte'),
  '/organisaties': () => import('../pages/organisations/OrganisationsPage.svelte'),
  '/organisatie/:id': () => import('../pages/organisations/OrganisationPage.svelte'),
  '/programma': () => import('../pages/programme/ProgrammePage.svelte'),
  '/programma/rondes': () => import('../pages/programme/RoundsPage.svelte'),
  '/programma/ronde/:id': () => import('../pages/programme/RoundPage.svelte'),
  '/programma/budget': () => import('../pages/programme/BudgetPage.svelte'),
  '/programma/interventies': () => import('../pages/programme/InterventionsPage.svelte'),
  '/programma/casussen': () => import('../pages/programme/CasesPage.svelte'),
  '/programma/kengetallen': () => import('../pages/programme/ParametersPage.svelte'),
  '/programma/verslag': () => import('../pages/programme/ReportPage.svelte'),
  '/toezicht': () => import('../pages/oversight/OversightPage.svelte'),
  '/beheer': () => import('../pages/admin/AdminPage.svelte'),
  '*': () => import('../pages/not-found/NotFoundPage.svelte'),
  hooks: { afterLoad: () => announce() },
});

export { Router } from 'sv-router';

let first = true;
/** A page may still fetch what it shows; its heading is waited for this long. */
const HEADING_WITHIN_MS = 5_000;

/** Goes to a page because somebody who is followed has gone there: the focus stays where it is. */
export async function goAlong(page: 'plan' | 'region', id: string): Promise<void> {
  along = true;
  await navigate(page === 'plan' ? '/plan/:id' : '/regio/:id', { params: { id } });
}
let along = false;

/** What the address asks of this page, letter by letter; read in markup, it follows the address. */
export function asked(name: string): string | undefined {
  void route.search;
  return new URLSearchParams(globalThis.location.search).get(name) ?? undefined;
}

/** Has the address ask something else of the same page; what is undefined is asked no more. One stays where one is. */
export async function askHere(changes: Readonly<Record<string, string | undefined>>): Promise<void> {
  const params = new URLSearchParams(globalThis.location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') params.delete(name);
    else params.set(name, value);
  }
  still = true;
  const here = globalThis.location.pathname as '/';
  await navigate(here, { search: params.toString(), replace: true, scrollToTop: false });
}
let still = false;

/** After navigation the page's heading has the focus, so that a screen reader starts there; not on the first load. */
function announce(): void {
  if (first) {
    first = false;
    return;
  }
  if (still) {
    still = false;
    return;
  }
  globalThis.scrollTo(0, 0);
  if (along) {
    along = false;
    return;
  }
  focusHeading(performance.now() + HEADING_WITHIN_MS);
}

function focusHeading(until: number): void {
  requestAnimationFrame(() => {
    const heading = document.querySelector('h1');
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    } else if (performance.now() < until) {
      focusHeading(until);
    }
  });
}
